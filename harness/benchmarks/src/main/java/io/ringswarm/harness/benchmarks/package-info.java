/** Benchmarks of the parts of the engine, in packages named as the engine's, and how they are run. */
package io.ringswarm.harness.benchmarks;
