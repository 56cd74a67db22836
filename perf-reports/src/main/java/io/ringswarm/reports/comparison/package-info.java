/** What was measured when systems did the same work, one beside the other. */
package io.ringswarm.reports.comparison;
