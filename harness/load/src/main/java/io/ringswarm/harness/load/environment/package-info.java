/** The machine, the JVM and the sources of a run, and what the process takes of them. */
package io.ringswarm.harness.load.environment;
