/** The message that a load test sends, its codecs, and the agent that checks what arrives. */
package io.ringswarm.harness.load.workload;
