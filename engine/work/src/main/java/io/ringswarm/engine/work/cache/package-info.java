/** What need not be done again: results by content, tasks under way by content, and ends by idempotency key. */
package io.ringswarm.engine.work.cache;
