/** Single calls of a downstream service, gathered into batches. */
package io.ringswarm.engine.work.coalesce;
