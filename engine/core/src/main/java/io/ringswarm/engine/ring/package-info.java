/**
 * Where messages wait: the slab of slots that a Disruptor sequencer hands out, the run that a sender stages before it
 * claims, and the buffers for bodies that no slot can hold.
 */
package io.ringswarm.engine.ring;
