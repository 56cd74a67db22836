/** Whether a build is slower than another, judged from saved runs: resampling, noise, what may be compared. */
package io.ringswarm.reports.diff;
