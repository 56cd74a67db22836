/** Numbers and verdicts in words, the same on the command line, in Markdown and in HTML. */
package io.ringswarm.reports.words;
