/** What a look into the cache of results costs. */
package io.ringswarm.harness.benchmarks.cache;
