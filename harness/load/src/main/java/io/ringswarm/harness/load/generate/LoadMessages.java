package io.ringswarm.harness.load.generate;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Envelope;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Sender;
import io.ringswarm.harness.load.workload.LoadMessage;

/** Makes the harness's own messages, all of them in one object. */
final class LoadMessages implements Stager {
    private final BodyCodec<LoadMessage> codec;
    private final LoadMessage message;

    LoadMessages(int producer, Targets targets) {
        codec = targets.codec();
        message = new LoadMessage(targets.payloadBytes()).withNoise();
        message.source = producer;
    }

    @Override
    public Offer stage(
            Sender sender, AgentRef target, int agent, long number, int type, long timeNs, Envelope envelope) {
        message.sequence = number;
        message.target = agent;
        message.type = type;
        message.timeNs = timeNs;
        return sender.stage(target, message, codec, envelope);
    }
}
