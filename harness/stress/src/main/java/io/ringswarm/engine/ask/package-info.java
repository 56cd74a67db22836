/** Stress tests of asks: that each ends once, with an answer that was meant for it. */
package io.ringswarm.engine.ask;
