/** The harness as a library: load tests that are part of a test suite. */
package io.ringswarm.harness.load;
