/** Sends a schedule's messages, or as many as are accepted. */
package io.ringswarm.harness.load.generate;
