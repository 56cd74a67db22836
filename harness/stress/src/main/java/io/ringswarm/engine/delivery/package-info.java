/** Stress tests of how a shard ends, in its package to reach what only it and the closing thread call. */
package io.ringswarm.engine.delivery;
