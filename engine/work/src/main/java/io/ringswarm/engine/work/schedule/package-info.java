/** Schedules made afterwards, when all is known: what a run's own is held against. */
package io.ringswarm.engine.work.schedule;
