/** A run in the formats of other programs: spreadsheets, test reports of build servers, Prometheus, pictures. */
package io.ringswarm.reports.export;
