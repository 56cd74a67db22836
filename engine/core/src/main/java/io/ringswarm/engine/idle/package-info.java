/** What a shard's thread does while there is nothing to do, and how a publisher wakes it. */
package io.ringswarm.engine.idle;
