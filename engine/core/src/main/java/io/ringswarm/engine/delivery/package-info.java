/** From a published slot to the agent's handler: the shard's loop, the dispatch of one message, its dead letters. */
package io.ringswarm.engine.delivery;
