/** A run as a page and as text for people. Both are drawn from the report alone: the same report gives the same bytes. */
package io.ringswarm.reports.page;
