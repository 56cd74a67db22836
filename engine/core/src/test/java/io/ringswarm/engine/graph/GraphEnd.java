package io.ringswarm.engine.graph;

import io.ringswarm.engine.metrics.EngineCounters;
import java.util.List;

/**
 * How a graph has ended.
 *
 * @param faults what was wrong; empty when all was well
 * @param counters the engine's, after close
 * @param trace what had happened in which order before the close, in one number; 0 for graphs with threads
 */
record GraphEnd(List<String> faults, EngineCounters counters, long trace) {}
