/** What the engine tells the Flight Recorder, where the JVM has one. */
package io.ringswarm.engine.events;
