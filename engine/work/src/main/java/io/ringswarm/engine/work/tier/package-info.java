/** Where workers that block run their tasks: threads for the processor's work, and others for waiting. */
package io.ringswarm.engine.work.tier;
