package io.ringswarm.engine.work.desk;

import io.ringswarm.engine.AgentContext;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.Offer;
import io.ringswarm.engine.work.EndReason;
import io.ringswarm.engine.work.TaskEnd;
import io.ringswarm.engine.work.wire.SubmissionCodec;
import io.ringswarm.engine.work.wire.TailMessage;
import io.ringswarm.engine.work.wire.TailMessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Ends tasks: counts the end and tells the submitter. The one place where a task ends, so that it does so once. Confined to
 * the desk.
 */
final class Endings {
    private static final byte[] NOTHING = {};
    private static final int MAX_WHY_CHARS = 200;

    private final TaskTable tasks;
    private final DeskCounters counters;
    private final AgentContext self;
    private final TailMessage ending = new TailMessage();
    private final Deque<TaskRecord> owed = new ArrayDeque<>();

    Endings(TaskTable tasks, DeskCounters counters, AgentContext self) {
        this.tasks = tasks;
        this.counters = counters;
        this.self = self;
    }

    void end(TaskRecord task, TaskEnd end, EndReason reason, String why) {
        byte[] bytes = why.isEmpty() ? NOTHING : bytesOf(why);
        end(task, end, reason, 0, bytes, 0, bytes.length);
    }

    /**
     * Ends a task that is in nobody's hands or queue.
     *
     * @param tookNs how long the last attempt took
     * @param bytes holds the result, or in UTF-8 what went wrong
     */
    void end(TaskRecord task, TaskEnd end, EndReason reason, long tookNs, byte[] bytes, int offset, int count) {
        tasks.close(task);
        counters.ended(end, reason);
        counters.add(DeskCounters.Count.OPEN, -1);
        if (!task.hasSubmitter()) {
            tasks.free(task);
            return;
        }
        ending.set(task.taskId, tookNs, end.ordinal(), reason.ordinal()).bytes(bytes, offset, count);
        Offer offer = self.reply(task.submitter, ending, TailMessageCodec.ENDING);
        if (offer == Offer.TOO_LARGE) { // by the few bytes that an ending has more than an answer
            ending.set(task.taskId, tookNs, end.ordinal(), EndReason.TOO_LARGE.ordinal())
                    .noBytes();
            offer = self.reply(task.submitter, ending, TailMessageCodec.ENDING);
        }
        if (offer == Offer.BACK_PRESSURED) {
            owe(task, tookNs, end, EndReason.of(ending.reason()), Arrays.copyOfRange(bytes, offset, offset + count));
            return;
        }
        if (offer != Offer.ACCEPTED) {
            counters.add(DeskCounters.Count.UNHEARD, 1);
        }
        tasks.free(task);
    }

    /** Rejects what came while there was no record for it. Not told again when its submitter's way is full. */
    void refuse(Message message, EndReason reason, String why) {
        counters.ended(TaskEnd.REJECTED, reason);
        counters.add(DeskCounters.Count.OPEN, -1);
        if (message.isAsk() || message.sourceAddress() != 0) {
            byte[] bytes = bytesOf(why);
            long id = SubmissionCodec.isReadable(message.body()) ? SubmissionCodec.taskId(message.body()) : 0;
            ending.set(id, 0, TaskEnd.REJECTED.ordinal(), reason.ordinal()).bytes(bytes, 0, bytes.length);
            if (self.reply(message, ending, TailMessageCodec.ENDING) != Offer.ACCEPTED) {
                counters.add(DeskCounters.Count.UNHEARD, 1);
            }
        }
    }

    /** Keeps what is to be said in the record, which is not used for anything else any more. */
    private void owe(TaskRecord task, long tookNs, TaskEnd end, EndReason reason, byte[] bytes) {
        task.state = TaskRecord.State.OWED;
        task.payload = bytes;
        task.payloadBytes = bytes.length;
        task.startedNs = tookNs;
        task.kind = end.ordinal();
        task.flags = reason.ordinal();
        owed.add(task);
    }

    /** Tells again those whose way was full. Answers whether some are left. */
    boolean tellOwed() {
        for (int left = owed.size(); left > 0; left--) {
            TaskRecord task = owed.peek();
            ending.set(task.taskId, task.startedNs, task.kind, task.flags).bytes(task.payload, 0, task.payloadBytes);
            Offer offer = self.reply(task.submitter, ending, TailMessageCodec.ENDING);
            if (offer == Offer.BACK_PRESSURED) {
                return true;
            }
            if (offer != Offer.ACCEPTED) {
                counters.add(DeskCounters.Count.UNHEARD, 1);
            }
            owed.remove();
            tasks.free(task);
        }
        return false;
    }

    boolean isOwing() {
        return !owed.isEmpty();
    }

    private static byte[] bytesOf(String why) {
        return (why.length() <= MAX_WHY_CHARS ? why : why.substring(0, MAX_WHY_CHARS)).getBytes(StandardCharsets.UTF_8);
    }
}
