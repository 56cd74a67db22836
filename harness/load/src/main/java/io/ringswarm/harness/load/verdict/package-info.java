/** What a measurement means: objectives met or missed, the verdict with its reasons, the report. */
package io.ringswarm.harness.load.verdict;
