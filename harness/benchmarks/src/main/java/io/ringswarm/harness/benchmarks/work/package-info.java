/** What a task costs from its submission to its end. */
package io.ringswarm.harness.benchmarks.work;
