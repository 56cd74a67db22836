/**
 * How much work may start, and where: a rate for all tasks, a number of tasks in hand, named resources, and a circuit breaker
 * for each worker. All of it is asked by the desk alone, on its thread, with the time that the desk gives.
 */
package io.ringswarm.engine.work.limit;
