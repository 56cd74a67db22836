/** What an engine, and the works on it, tell of themselves, as meters of Micrometer. */
package io.ringswarm.engine.micrometer;
