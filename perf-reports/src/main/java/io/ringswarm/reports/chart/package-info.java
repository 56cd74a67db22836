/** Charts as SVG text. Colours are CSS classes of the page that embeds them, so that they follow its light and dark. */
package io.ringswarm.reports.chart;
