/** Why messages were late: which were, what went on meanwhile, and what that explains. */
package io.ringswarm.harness.load.explain;
