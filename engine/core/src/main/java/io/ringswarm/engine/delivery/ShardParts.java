package io.ringswarm.engine.delivery;

import io.ringswarm.engine.EngineConfig;
import io.ringswarm.engine.agent.AgentTable;
import io.ringswarm.engine.ask.AskDirectory;
import io.ringswarm.engine.ask.AskTable;
import io.ringswarm.engine.lifecycle.Lifecycle;
import io.ringswarm.engine.metrics.LatencyRecorder;
import io.ringswarm.engine.metrics.SenderCounters;
import io.ringswarm.engine.metrics.ShardCounters;

/**
 * What the classes around one shard share.
 *
 * @param index the shard's, 0 and up
 * @param config the engine's
 * @param lifecycle the engine's
 * @param agents the shard's
 * @param time the shard's reading of the clock
 * @param recorder how long its messages took
 * @param counters how its messages ended
 * @param sent what its agents sent
 * @param deadLetters what was not handled
 * @param calls the way to its agents
 * @param asks of its agents
 * @param directory everybody's asks
 * @param retained copies of messages that its agents keep
 * @param exit who accounts for a message once the engine has stopped
 */
record ShardParts(
        int index,
        EngineConfig config,
        Lifecycle lifecycle,
        AgentTable agents,
        GroupClock time,
        LatencyRecorder recorder,
        ShardCounters counters,
        SenderCounters sent,
        DeadLetters deadLetters,
        AgentCalls calls,
        AskTable asks,
        AskDirectory directory,
        RetainedPool retained,
        ShardExit exit) {}
