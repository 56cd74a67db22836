/** What a shard or a sender has to do at a given time. */
package io.ringswarm.engine.timing;
