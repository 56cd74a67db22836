package io.ringswarm.engine.work;

import io.ringswarm.codecs.BodyReader;
import io.ringswarm.engine.AskOutcome;
import io.ringswarm.engine.Message;
import io.ringswarm.engine.ReplyHandler;
import io.ringswarm.engine.work.wire.TailMessage;
import io.ringswarm.engine.work.wire.TailMessageCodec;
import io.ringswarm.engine.work.wire.ThrownText;
import java.nio.charset.StandardCharsets;

/**
 * Reads how tasks of one kind ended, again and again into the same objects, and tells a handler. Confined to one submitter.
 * Made by {@link TaskKind#onEnd}.
 *
 * @param <R> the result's type
 */
public final class EndReader<R> implements ReplyHandler, TaskEnding<R> {
    private final TaskKind<?, R> kind;
    private final TaskEndHandler<R> handler;
    private final TailMessage ending = new TailMessage();
    private final BodyReader bytes = new BodyReader();
    private R result;
    private TaskEnd end;
    private EndReason reason;
    private R value;
    private String fault;

    EndReader(TaskKind<?, R> kind, TaskEndHandler<R> handler) {
        this.kind = kind;
        this.handler = handler;
    }

    static final String NOT_KNOWN =
            "the work or its engine was closed before its end was told; whether it was done is not known";

    @Override
    public void onReply(AskOutcome outcome, Message reply) throws Exception {
        if (outcome == AskOutcome.ANSWERED) {
            read(reply);
        } else {
            ending.set(0, 0, 0, 0).noBytes();
            end = TaskEnd.FAILED;
            reason = EndReason.CLOSED;
            value = null;
            fault = NOT_KNOWN;
        }
        handler.onEnd(this);
    }

    /**
     * Reads an ending that came as a message of its own.
     *
     * @param message of the template of endings
     * @return this, valid as long as the message is
     */
    public TaskEnding<R> read(Message message) {
        message.read(TailMessageCodec.ENDING, ending);
        return interpret();
    }

    /** What the bytes of an ending say. */
    TaskResult<R> result(BodyReader in) {
        TailMessageCodec.ENDING.decode(in, ending);
        interpret();
        return new TaskResult<>(taskId(), end, reason, value, why(), tookNs());
    }

    private TaskEnding<R> interpret() {
        end = TaskEnd.of(ending.code());
        reason = EndReason.of(ending.reason());
        value = null;
        fault = null;
        if (end == TaskEnd.SUCCEEDED && reason == EndReason.DONE) {
            try {
                if (result == null) {
                    result = kind.newResult();
                }
                kind.resultCodec().decode(ending.read(bytes), result);
                value = result;
            } catch (Throwable e) { // whatever it was, the task's end is told
                reason = EndReason.RESULT_CODEC;
                fault = "the result could not be decoded: " + ThrownText.of(e);
            }
        }
        return this;
    }

    @Override
    public long taskId() {
        return ending.id();
    }

    @Override
    public TaskEnd end() {
        return end;
    }

    @Override
    public EndReason reason() {
        return reason;
    }

    @Override
    public R value() {
        return value;
    }

    @Override
    public String why() {
        if (fault != null) {
            return fault;
        }
        return end == TaskEnd.SUCCEEDED
                ? ""
                : new String(ending.array(), ending.offset(), ending.length(), StandardCharsets.UTF_8);
    }

    @Override
    public long tookNs() {
        return ending.number();
    }
}
