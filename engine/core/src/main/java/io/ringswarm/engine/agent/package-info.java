/** Who the agents of a shard are and how a message's target address finds one. */
package io.ringswarm.engine.agent;
