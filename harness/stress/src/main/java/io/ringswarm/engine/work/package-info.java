/** Stress tests of a work's way to its desk and back, in its package to give the desk commands. */
package io.ringswarm.engine.work;
