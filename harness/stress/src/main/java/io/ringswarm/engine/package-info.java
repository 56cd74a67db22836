/** Stress tests of agents' references and of the table that finds agents, in this package to make references. */
package io.ringswarm.engine;
