package io.ringswarm.engine.graph;

import static io.ringswarm.engine.graph.HopCodec.HOPS;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.ReplyTicket;
import io.ringswarm.engine.agent.AgentAddress;
import java.util.ArrayList;
import java.util.List;

/** How a node answers: at once, later by a ticket, twice, or never. Confined to its node. */
final class Answering {
    private static final int MOST_TICKETS = 4;

    private record Kept(ReplyTicket ticket, int from, long askKey) {}

    private final Node node;
    private final Hop answer = new Hop();
    private final List<Kept> tickets = new ArrayList<>();

    Answering(Node node) {
        this.node = node;
    }

    /** Deals with a message just read. Answers how much of its budget the answer was given. */
    int toMessage(Message message, Hop hop, AgentContext self) {
        if (!message.isAsk() && !node.happens(node.plan.plainReplies)) {
            return 0;
        }
        int share = hop.budget == Hop.ENDLESS ? 2 : hop.budget > 0 ? node.random.nextInt(hop.budget + 1) : 0;
        if (node.happens(node.plan.answers)) {
            ReplyTicket ticket = new ReplyTicket().take(message);
            Offer first = answer(ticket, hop.from, hop.askKey, share, self, message);
            if (message.isAsk() && node.happens(100)) {
                Offer second = answer(ticket, hop.from, hop.askKey, 0, self, message);
                if (first == Offer.ACCEPTED && second == Offer.ACCEPTED) {
                    node.graph.fault("node " + node.id + " answered ask " + hop.askKey + " twice", null);
                }
            }
            return share;
        }
        if (tickets.size() < MOST_TICKETS) {
            tickets.add(new Kept(new ReplyTicket().take(message), hop.from, hop.askKey));
        }
        return 0;
    }

    /** Answers some message of earlier, perhaps. */
    void later(AgentContext self) {
        if (!tickets.isEmpty() && node.happens(300)) {
            int index = node.random.nextInt(tickets.size());
            Kept kept = node.happens(100) ? tickets.get(index) : tickets.remove(index);
            answer(kept.ticket(), kept.from(), kept.askKey(), 1, self, null);
        }
    }

    private Offer answer(ReplyTicket ticket, int to, long askKey, int budget, AgentContext self, Message message) {
        return ticket.isAsk()
                ? answerAsk(ticket, to, askKey, budget, self, message)
                : answerPlain(ticket, to, budget, self, message);
    }

    private Offer answerAsk(ReplyTicket ticket, int to, long askKey, int budget, AgentContext self, Message message) {
        answer.of(node.id, to, Hop.ANSWER, budget, askKey, node.bytes());
        Offer offer;
        try {
            offer = reply(ticket, answer, self, message);
        } catch (OnPurpose poison) {
            return null;
        }
        node.graph.trace(node.id, offer.ordinal(), askKey);
        if (offer != Offer.ACCEPTED) {
            node.tally.count(offer);
        } else if (AgentAddress.shard(ticket.sourceAddress()) == AgentAddress.OUTSIDE) {
            node.tally.answersOutside++;
        } else {
            node.tally.answersInside++;
        }
        return offer;
    }

    /** A message in return, which goes the way of all messages. */
    private Offer answerPlain(ReplyTicket ticket, int to, int budget, AgentContext self, Message message) {
        boolean fromAgent = ticket.sourceAddress() != 0;
        Channel channel =
                fromAgent ? node.prepare(to, ticket.priority(), budget, 0) : new Channel(); // nobody will get it
        Hop hop = fromAgent ? node.out : answer.of(node.id, 0, 0, 0, 0, Hop.MIN_BYTES);
        try {
            Offer offer = reply(ticket, hop, self, message);
            if (fromAgent) {
                node.settle(offer, channel);
            } else if (node.tally.count(offer) || offer == Offer.PARKED) {
                node.graph.fault("node " + node.id + " replied to nobody", null);
            }
            return offer;
        } catch (OnPurpose poison) {
            return null;
        }
    }

    private Offer reply(ReplyTicket ticket, Hop hop, AgentContext self, Message message) {
        HopCodec codec = node.codec();
        return message != null && codec == HOPS ? self.reply(message, hop, codec) : self.reply(ticket, hop, codec);
    }
}
