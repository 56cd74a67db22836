/** What each codec takes to encode and to decode. */
package io.ringswarm.harness.benchmarks.codecs;
