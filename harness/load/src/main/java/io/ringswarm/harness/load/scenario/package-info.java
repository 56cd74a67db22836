/** What is to be run: options, the files and flags they come from, and the checked configuration they end in. */
package io.ringswarm.harness.load.scenario;
