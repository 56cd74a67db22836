/** Stress tests of what becomes of a task on a tier, in its package to be the tier's thread. */
package io.ringswarm.engine.work.tier;
