package io.ringswarm.engine.testkit;

import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentOptions;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Subscribers of a topic, on the shards in turn, that keep the figures they get, in the order in which they get them. */
final class Crowd {
    private final List<Member> members = new ArrayList<>();
    private final List<AgentRef> refs = new ArrayList<>();
    private int deliveries;

    Crowd(TestEngine engine, Topic topic, int agents, int shards) {
        this(engine, topic, agents, shards, new AgentOptions());
    }

    Crowd(TestEngine engine, Topic topic, int agents, int shards, AgentOptions options) {
        for (int i = 0; i < agents; i++) {
            Member member = new Member();
            members.add(member);
            AgentRef ref = engine.engine().spawn(topic.name() + "-" + i, options.shard(i % shards), () -> new Agent() {
                @Override
                public void onMessage(Message message, AgentContext self) throws Exception {
                    member.onMessage(message, self);
                }
            });
            refs.add(ref);
            if (!engine.engine().subscribe(topic, ref)) {
                throw new AssertionError(ref + " was subscribed already");
            }
        }
    }

    AgentRef ref(int member) {
        return refs.get(member);
    }

    /** What one of them does with a message, after it has been kept. */
    void does(int member, Agent behaviour) {
        members.get(member).behaviour = behaviour;
    }

    List<Long> numbers(int member) {
        return members.get(member).numbers;
    }

    /** How many messages each has got. */
    List<Integer> counts() {
        return members.stream().map(member -> member.numbers.size()).toList();
    }

    /** How many of a range of them have got so many messages. */
    long count(int from, int to, int messages) {
        return IntStream.range(from, to)
                .filter(member -> numbers(member).size() == messages)
                .count();
    }

    int deliveries() {
        return deliveries;
    }

    private final class Member {
        private final List<Long> numbers = new ArrayList<>();
        private Agent behaviour = (message, self) -> {};

        private void onMessage(Message message, AgentContext self) throws Exception {
            deliveries++;
            numbers.add(FigureCodec.number(message));
            if (message.isAsk()) {
                throw new AssertionError("a topic's message is no ask");
            }
            behaviour.onMessage(message, self);
        }
    }
}
