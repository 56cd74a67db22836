/** Stress tests of a worker and what it has run on a tier, in its package to make the worker. */
package io.ringswarm.engine.work.host;
