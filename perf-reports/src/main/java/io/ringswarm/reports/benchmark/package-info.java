/** Results of micro-benchmarks that JMH has measured, and two of them side by side. */
package io.ringswarm.reports.benchmark;
