/** Work on top of messages: tasks that are handed to workers, each of which ends exactly once. */
package io.ringswarm.engine.work;
