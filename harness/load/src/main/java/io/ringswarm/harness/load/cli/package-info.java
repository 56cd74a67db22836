/** The command line: commands, words on the terminal, exit codes. */
package io.ringswarm.harness.load.cli;
