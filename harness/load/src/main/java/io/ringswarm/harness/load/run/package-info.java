/** One load test as a whole: from what is to be run to its report. */
package io.ringswarm.harness.load.run;
