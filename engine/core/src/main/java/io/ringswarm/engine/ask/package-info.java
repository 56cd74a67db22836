/** Asks that wait for their answers: the places that hold them, and how an answer from any thread gets there once. */
package io.ringswarm.engine.ask;
