/** Which worker gets a task. Strategies behind one interface, asked by the desk alone, on its thread. */
package io.ringswarm.engine.work.routing;
