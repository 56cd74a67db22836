/** Whether the engine accepts, drains or has stopped: one word that every thread reads. */
package io.ringswarm.engine.lifecycle;
