/** Routers: references that stand for several agents, and the ways to choose among these. */
package io.ringswarm.engine.router;
