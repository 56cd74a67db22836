/** What an engine tells of itself, as meters of Micrometer. */
package io.ringswarm.engine.micrometer;
