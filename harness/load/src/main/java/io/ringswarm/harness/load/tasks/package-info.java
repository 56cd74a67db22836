/** Loads of tasks: which tasks there are and how long each takes, and what was seen of their workers over time. */
package io.ringswarm.harness.load.tasks;
