/**
 * What one run of a load test found, as immutable values: the document {@code report.json} in Java. Times are nanoseconds, rates are
 * per second, and a component that is null was not measured.
 */
package io.ringswarm.reports.run;
