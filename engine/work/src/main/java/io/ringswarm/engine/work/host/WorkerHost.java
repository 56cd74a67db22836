package io.ringswarm.engine.work.host;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyTooLargeException;
import io.ringswarm.engine.Agent;
import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.AgentRef;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.Timer;
import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskFunction;
import io.ringswarm.engine.work.TaskHandler;
import io.ringswarm.engine.work.TaskKind;
import io.ringswarm.engine.work.wire.BodyScratch;
import io.ringswarm.engine.work.wire.Numbers;
import io.ringswarm.engine.work.wire.NumbersCodec;
import io.ringswarm.engine.work.wire.TailMessage;
import io.ringswarm.engine.work.wire.TailMessageCodec;
import io.ringswarm.engine.work.wire.Templates;
import io.ringswarm.engine.work.wire.ThrownText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's agent. Each start that it handles ends in one accepted answer, or, when the desk has given the attempt up, in
 * the word that its slot is free again. Confined to its shard's thread.
 */
public final class WorkerHost implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerHost.class);

    private static final int MAX_WHY_CHARS = 200;
    private static final Duration RETRY = Duration.ofMillis(1);

    private final AgentRef desk;
    private final int index;
    private final Lane lane;
    private final int roomBytes;
    private final BodyScratch scratch;
    private final TailMessage start = new TailMessage();
    private final TailMessage answer = new TailMessage();
    private final BodyReader payload = new BodyReader();
    private final Numbers numbers = new Numbers();
    private final CurrentTask<Object> current = new CurrentTask<>(this);
    private final Long2ObjectHashMap<Assignment> open = new Long2ObjectHashMap<>();
    private final Deque<Assignment> pool = new ArrayDeque<>();
    private final Deque<Assignment> owed = new ArrayDeque<>();
    private final Deque<BlockingRun<?, ?>> unrun = new ArrayDeque<>();

    /** Attempts that ended after they had been given up, and before the desk's word of that came. */
    private final LongHashSet givenBack = new LongHashSet();

    private KindOfWork<?, ?>[] kinds = {};
    private AgentContext self;
    private Timer retry;
    private long freed;
    private long discarded;

    /**
     * A worker that does nothing yet.
     *
     * @param desk whom it answers
     * @param index its place there
     * @param maxBodyBytes the longest body of the engine
     * @param lane where what blocks is run; null when nothing does
     */
    public WorkerHost(AgentRef desk, int index, int maxBodyBytes, Lane lane) {
        this.desk = desk;
        this.index = index;
        this.lane = lane;
        roomBytes = Math.max(0, maxBodyBytes - TailMessageCodec.HEADER_BYTES);
        scratch = new BodyScratch(maxBodyBytes);
    }

    /**
     * Lets it do a kind of task. Before it is spawned.
     *
     * @param kind which
     * @param handler how, on the shard; or null
     * @param function how, on a tier; or null
     * @param <P> the payload's type
     * @param <R> the result's type
     * @return this
     */
    public <P, R> WorkerHost does(TaskKind<P, R> kind, TaskHandler<P, R> handler, TaskFunction<P, R> function) {
        if (kind.index() >= kinds.length) {
            kinds = Arrays.copyOf(kinds, kind.index() + 1);
        }
        kinds[kind.index()] = new KindOfWork<>(kind, handler, function);
        return this;
    }

    @Override
    public void onStart(AgentContext context) {
        self = context;
        retry = context.newTimer((timer, dueNs, agent) -> sayAgain());
        if (lane != null) {
            lane.open(context.self());
        }
    }

    @Override
    public void onStop(AgentContext context) {
        for (Assignment assignment : List.copyOf(open.values())) { // as a handler that is told may end its task
            if (assignment.run != null) {
                if (!unrun.contains(assignment.run)) {
                    assignment.run.cancel();
                }
            } else if (!assignment.cancelled && !assignment.owed) {
                tellCancelled(assignment);
            }
        }
    }

    AgentContext context() {
        return self;
    }

    @Override
    public void onMessage(Message message, AgentContext context) {
        int template = message.templateId();
        if (template == Templates.START.id()) {
            begin(message);
        } else if (template == Templates.CANCEL.id()) {
            cancel(message.read(NumbersCodec.CANCEL, numbers).first());
        } else if (template == Templates.NUDGE.id()) {
            takeFinished();
        } else {
            LOG.warn("worker={} got a message of template={} (expected: tasks from its desk)", index, template);
        }
    }

    private void begin(Message message) {
        message.read(TailMessageCodec.START, start);
        Assignment assignment = pool.isEmpty() ? new Assignment() : pool.pop();
        assignment.reply.take(message);
        assignment.ticket = message.correlationId();
        assignment.taskId = start.id();
        assignment.attempt = start.reason();
        assignment.cancelled = false;
        assignment.kept = false;
        KindOfWork<?, ?> kind = start.code() < kinds.length ? kinds[start.code()] : null;
        assignment.kind = kind;
        open.put(assignment.ticket, assignment);
        if (kind == null) {
            end(assignment, false, EndReason.WORKER_FAILED, "the worker does no tasks of kind " + start.code());
        } else if (kind.handler() != null) {
            handle(assignment, kind);
        } else {
            hand(assignment, kind);
        }
    }

    @SuppressWarnings("unchecked")
    private <P, R> void handle(Assignment assignment, KindOfWork<P, R> kind) {
        long ticket = assignment.ticket;
        long taskId = assignment.taskId;
        P decoded;
        try {
            decoded = kind.decode(start.read(payload));
        } catch (Throwable e) { // whatever it was, the task has an end
            end(assignment, false, EndReason.PAYLOAD_CODEC, ThrownText.of(e));
            return;
        }
        CurrentTask<R> task = (CurrentTask<R>) current.at(assignment);
        try {
            kind.handler().onTask(decoded, task);
        } catch (Error e) {
            thrown(assignment, ticket, taskId, e);
            throw e; // the engine's to judge, but the task has ended
        } catch (Throwable e) {
            thrown(assignment, ticket, taskId, e);
            return;
        }
        if (assignment.isOpen(ticket) && !assignment.kept && !assignment.owed) {
            end(assignment, false, EndReason.WORKER_FAILED, "its handler has neither ended nor kept it");
        }
    }

    private void thrown(Assignment assignment, long ticket, long taskId, Throwable thrown) {
        if (assignment.isOpen(ticket) && !assignment.owed) {
            end(assignment, false, EndReason.WORKER_FAILED, ThrownText.of(thrown));
        } else {
            warn("had ended when its handler threw", taskId, thrown);
        }
    }

    private <P, R> void hand(Assignment assignment, KindOfWork<P, R> kind) {
        BlockingRun<P, R> run;
        try {
            run = new BlockingRun<>(lane, assignment, kind);
            run.decode(start.read(payload));
        } catch (Throwable e) { // whatever it was, the task has an end
            end(assignment, false, EndReason.PAYLOAD_CODEC, ThrownText.of(e));
            return;
        }
        assignment.run = run;
        if (!unrun.isEmpty() || !lane.run(run)) {
            unrun.add(run);
            retry.once(RETRY);
        }
    }

    /** Offers what the tier had no room for again, as far as it has some now. */
    private void runAgain() {
        BlockingRun<?, ?> run;
        while ((run = unrun.peek()) != null && lane.run(run)) {
            unrun.remove();
        }
        if (run != null) {
            retry.once(RETRY);
        }
    }

    private void takeFinished() {
        BlockingRun<?, ?> run;
        while (lane != null && (run = lane.nextFinished()) != null) {
            Assignment assignment = run.assignment();
            if (assignment.isOpen(run.ticket())) {
                takeResult(assignment, run);
            }
        }
        runAgain();
    }

    private <R> void takeResult(Assignment assignment, BlockingRun<?, R> run) {
        if (run.thrown() == null) {
            succeed(assignment, run.ticket(), run.result());
        } else {
            end(assignment, false, EndReason.WORKER_FAILED, ThrownText.of(run.thrown()));
        }
    }

    private void cancel(long ticket) {
        Assignment assignment = open.get(ticket);
        if (assignment == null) {
            if (!givenBack.remove(ticket)) { // its start was too old when its turn came, and never got here
                freed++;
                sayAftermath();
            }
            return;
        }
        if (assignment.cancelled) {
            return;
        }
        if (assignment.owed) {
            assignment.cancelled = true;
        } else if (assignment.run != null) {
            assignment.cancelled = true;
            if (unrun.remove(assignment.run) || assignment.run.cancel()) {
                end(assignment, false, EndReason.CANCELLED, "it was cancelled before it began");
            }
        } else {
            tellCancelled(assignment);
        }
    }

    private void tellCancelled(Assignment assignment) {
        assignment.cancelled = true;
        long taskId = assignment.taskId;
        try {
            assignment.kind.handler().onCancel(assignment.ticket);
        } catch (Throwable e) {
            warn("was cancelled, and its handler threw", taskId, e);
        }
    }

    private void warn(String what, long taskId, Throwable thrown) {
        String text = ThrownText.of(thrown);
        try {
            LOG.warn("worker={}, task={} {}: {}", index, taskId, what, text, thrown);
        } catch (RuntimeException | Error e) { // one that throws when it is asked for its message
            LOG.warn("worker={}, task={} {}: {} (not to be logged)", index, taskId, what, text);
        }
    }

    @SuppressWarnings("unchecked")
    <R> boolean succeed(Assignment assignment, long ticket, R result) {
        if (!isHeld(assignment, ticket)) {
            return false;
        }
        int bytes;
        try {
            bytes = scratch.encode(
                    result, ((KindOfWork<?, R>) assignment.kind).kind().resultCodec());
        } catch (BodyTooLargeException e) {
            end(assignment, false, EndReason.TOO_LARGE, ThrownText.of(e));
            return true;
        } catch (Throwable e) {
            end(assignment, false, EndReason.RESULT_CODEC, ThrownText.of(e));
            return true;
        }
        end(assignment, true, EndReason.DONE, scratch.bytes(), bytes);
        return true;
    }

    boolean fail(Assignment assignment, long ticket, String why) {
        if (!isHeld(assignment, ticket)) {
            return false;
        }
        end(assignment, false, EndReason.WORKER_FAILED, String.valueOf(why));
        return true;
    }

    private boolean isHeld(Assignment assignment, long ticket) {
        if (assignment.isOpen(ticket) && !assignment.owed) {
            return true;
        }
        discarded++;
        sayAftermath();
        return false;
    }

    private void end(Assignment assignment, boolean success, EndReason reason, String why) {
        String text = why.length() <= MAX_WHY_CHARS ? why : why.substring(0, MAX_WHY_CHARS);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int count = Math.min(bytes.length, roomBytes);
        while (count > 0 && count < bytes.length && (bytes[count] & 0xC0) == 0x80) { // in the middle of a character
            count--;
        }
        end(assignment, success, reason, bytes, count);
    }

    private void end(Assignment assignment, boolean success, EndReason reason, byte[] bytes, int count) {
        answer.set(assignment.taskId, 0, success ? 1 : 0, reason.ordinal()).bytes(bytes, 0, count);
        Offer offer = self.reply(assignment.reply, answer, TailMessageCodec.ANSWER);
        switch (offer) {
            case BACK_PRESSURED -> owe(assignment, success, reason, Arrays.copyOf(bytes, count));
            case TOO_LARGE -> end(assignment, false, EndReason.TOO_LARGE, "the result of " + count + " bytes");
            case NOT_AWAITED -> {
                freed++;
                discarded += success ? 1 : 0;
                if (!assignment.cancelled) {
                    givenBack.add(assignment.ticket);
                }
                release(assignment);
                sayAftermath();
            }
            default -> release(assignment);
        }
    }

    private void owe(Assignment assignment, boolean success, EndReason reason, byte[] bytes) {
        assignment.owed = true;
        assignment.owedSuccess = success;
        assignment.owedReason = reason.ordinal();
        assignment.owedBytes = bytes;
        owed.add(assignment);
        retry.once(RETRY);
    }

    private void release(Assignment assignment) {
        open.remove(assignment.ticket);
        assignment.ticket = 0;
        assignment.kind = null;
        assignment.run = null;
        assignment.owed = false;
        assignment.owedBytes = null;
        pool.push(assignment);
    }

    private void sayAgain() {
        for (int left = owed.size(); left > 0; left--) {
            Assignment assignment = owed.poll();
            byte[] bytes = assignment.owedBytes;
            assignment.owed = false;
            end(assignment, assignment.owedSuccess, EndReason.of(assignment.owedReason), bytes, bytes.length);
        }
        sayAftermath();
        runAgain();
    }

    /** Tells the desk of slots that are free again and of completions that nobody waited for. */
    private void sayAftermath() {
        if (freed + discarded == 0) {
            return;
        }
        Offer offer = self.sendOrPark(desk, numbers.set(index, freed, discarded), NumbersCodec.AFTERMATH);
        if (offer == Offer.BACK_PRESSURED) {
            retry.once(RETRY);
        } else {
            freed = 0;
            discarded = 0;
        }
    }
}
