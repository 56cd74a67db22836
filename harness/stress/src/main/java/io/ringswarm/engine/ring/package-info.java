/** Stress tests of the rings and the buffers that travel with them, in their package to reach what only senders call. */
package io.ringswarm.engine.ring;
