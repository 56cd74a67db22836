package io.ringswarm.harness.load.workload;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Message;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;

/**
 * Which of the agents of a round have got their message, and how many have been told that they end. All agents share it, so
 * that each takes as little memory as an agent can. One thread begins a round, while the one before is over; agents call
 * from their shards; any thread may read the counts.
 */
public final class RollCall {
    private final BodyCodec<LoadMessage> codec;
    private final int payloadBytes;
    private final long workNs;
    private final int[] messages;
    private final List<Book> books = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Book> ofShard = ThreadLocal.withInitial(this::newBook);
    private volatile List<AgentRef> agents = List.of();

    /** What one shard counts. */
    private static final class Book {
        private final LoadMessage body;
        private final LiveCount handled = new LiveCount();
        private final LiveCount ended = new LiveCount();
        private final LiveCount twice = new LiveCount();

        Book(int payloadBytes) {
            body = new LoadMessage(payloadBytes);
        }
    }

    /**
     * Nobody is called.
     *
     * @param mostAgents of a round
     * @param codec of the bodies
     * @param payloadBytes of each body
     * @param workNs time to burn for each message
     */
    public RollCall(int mostAgents, BodyCodec<LoadMessage> codec, int payloadBytes, long workNs) {
        this.codec = codec;
        this.payloadBytes = payloadBytes;
        this.workNs = workNs;
        messages = new int[mostAgents];
    }

    /**
     * Begins a round, before any message of it is sent.
     *
     * @param called its agents; a message carries the place in here of whom it is for
     */
    public void begin(List<AgentRef> called) {
        Arrays.fill(messages, 0, called.size(), 0);
        agents = called;
    }

    /** Ends a round, so that nothing keeps its agents. */
    public void end() {
        agents = List.of();
    }

    /** Messages that agents have handled. */
    public long handled() {
        return sum(book -> book.handled.get());
    }

    /** Agents that have been told that they end. */
    public long ended() {
        return sum(book -> book.ended.get());
    }

    /** Messages to agents that had got theirs. */
    public long twice() {
        return sum(book -> book.twice.get());
    }

    /** An agent handles a message. */
    void handle(Message message, AgentContext self) {
        Book book = ofShard.get();
        message.read(codec, book.body);
        List<AgentRef> called = agents;
        int number = book.body.target;
        if (number < 0 || number >= called.size() || called.get(number) != self.self()) {
            throw new MalformedMessageException("target=" + number + " (expected: the place of " + self.self() + ")");
        }
        if (++messages[number] > 1) {
            book.twice.increment();
        }
        Inbox.burn(workNs, self);
        book.handled.increment();
    }

    /** An agent is told that it ends. */
    void end(AgentContext self) {
        ofShard.get().ended.increment();
    }

    private Book newBook() {
        Book book = new Book(payloadBytes);
        books.add(book);
        return book;
    }

    private long sum(ToLongFunction<Book> count) {
        long sum = 0;
        for (Book book : books) {
            sum += count.applyAsLong(book);
        }
        return sum;
    }
}
