/** When a task that failed is tried again. */
package io.ringswarm.engine.work.retry;
