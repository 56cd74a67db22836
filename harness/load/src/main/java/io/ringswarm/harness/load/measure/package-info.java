/** One run: warm-up, the measured part second by second, the end, and what was found. */
package io.ringswarm.harness.load.measure;
