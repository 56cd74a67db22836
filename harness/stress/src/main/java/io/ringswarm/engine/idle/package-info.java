/** Stress tests of the doorbell, in its package to see the flag that its ringers see. */
package io.ringswarm.engine.idle;
