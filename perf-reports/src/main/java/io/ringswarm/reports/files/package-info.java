/** How a run's report reaches the disk and comes back from it: the folder, the JSON document, the histogram log. */
package io.ringswarm.reports.files;
