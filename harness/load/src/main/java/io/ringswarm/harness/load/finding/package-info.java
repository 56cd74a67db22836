/** What a run can be found to be, in sentences. */
package io.ringswarm.harness.load.finding;
