/** When each message is due: at a constant rate, or as a trace says. */
package io.ringswarm.harness.load.schedule;
