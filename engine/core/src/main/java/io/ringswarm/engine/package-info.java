/**
 * The engine's public face: launch an {@link io.ringswarm.engine.Engine}, spawn agents, send them messages. The packages
 * below it are the rooms that a message passes through; of those, {@code idle} and {@code metrics} are public as well,
 * the others are the engine's own.
 */
package io.ringswarm.engine;
