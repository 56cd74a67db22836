/** What an engine counts and times, and the types that show it to others. */
package io.ringswarm.engine.metrics;
