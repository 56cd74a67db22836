/** The agent that owns all tasks: takes them on, hands them to workers, and ends each of them once. */
package io.ringswarm.engine.work.desk;
