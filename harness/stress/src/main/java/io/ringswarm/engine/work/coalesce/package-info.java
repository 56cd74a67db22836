/** Stress tests of how calls go together, in the coalescer's package. */
package io.ringswarm.engine.work.coalesce;
