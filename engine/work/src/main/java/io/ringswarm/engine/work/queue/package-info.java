/** The tasks that wait for one worker: in order, bounded, and open to removal from the middle. */
package io.ringswarm.engine.work.queue;
