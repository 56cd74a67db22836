/** The same work through several systems in one run: samples in random order, each in a process of its own, and ratios. */
package io.ringswarm.harness.load.compare;
