package io.ringswarm.harness.peers;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import io.ringswarm.engine.metrics.KindHistograms;
import io.ringswarm.engine.metrics.LatencyHistograms;
import io.ringswarm.engine.metrics.LatencyRecorder;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * The bare Disruptor with a multi-producer ring: events that hold a frame's fields and a body, agents in a table, the
 * engine's own recorder with as many clock reads. In runs it is the practical limit of what an engine on top can reach;
 * one claim per event is how its documentation shows it.
 */
final class DisruptorOneWay implements OneWaySystem {
    private static final long COLLECT_POLL_NS = 50_000;
    private static final long COLLECT_LIMIT_NS = 5_000_000_000L;

    private final int agents;
    private final int run;
    private final RingBuffer<FrameEvent> ring;
    private final Handler handler;
    private final BatchEventProcessor<FrameEvent> processor;
    private final Thread consumer;

    DisruptorOneWay(int agents, int run) {
        this.agents = agents;
        this.run = run;
        ring = RingBuffer.createMultiProducer(FrameEvent::new, CAPACITY, new BusySpinWaitStrategy());
        handler = new Handler(agents);
        processor = new BatchEventProcessorBuilder().build(ring, ring.newBarrier(), handler);
        ring.addGatingSequences(processor.getSequence());
        consumer = new Thread(processor, "disruptor-consumer");
        consumer.start();
    }

    @Override
    public String version() {
        return OneWaySystem.versionOf(RingBuffer.class);
    }

    @Override
    public long send(StopFlag stop) {
        byte[] body = new byte[BODY_BYTES];
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            long high = ring.next(run);
            long low = high - run + 1;
            long nowNs = System.nanoTime();
            for (long sequence = low; sequence <= high; sequence++) {
                FrameEvent event = ring.get(sequence);
                event.correlation = sent;
                event.source = 0;
                event.target = target;
                event.template = 1;
                event.dueNs = nowNs;
                event.sentNs = nowNs;
                System.arraycopy(body, 0, event.body, 0, BODY_BYTES);
                sent++;
                target = target + 1 == agents ? 0 : target + 1;
            }
            ring.publish(low, high);
        }
        return sent;
    }

    @Override
    public long handled() {
        return (long) Handler.HANDLED.getAcquire(handler);
    }

    @Override
    public void collectLatency(LatencyHistograms into) {
        handler.recorder.requestSwap(new KindHistograms());
        long startNs = System.nanoTime();
        KindHistograms given;
        while ((given = handler.recorder.takeSwapped()) == null) {
            if (!consumer.isAlive()) {
                throw new SystemFailedException("the consumer has ended and keeps its latencies");
            }
            if (System.nanoTime() - startNs > COLLECT_LIMIT_NS) {
                throw new SystemFailedException(
                        "the consumer did not give its latencies within " + COLLECT_LIMIT_NS + " ns");
            }
            LockSupport.parkNanos(COLLECT_POLL_NS);
        }
        given.addTo(into);
    }

    @Override
    public void close() {
        processor.halt();
        boolean interrupted = false;
        while (consumer.isAlive()) {
            try {
                consumer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class FrameEvent {
        private long correlation;
        private long source;
        private long target;
        private int template;
        private long dueNs;
        private long sentNs;
        private final byte[] body = new byte[BODY_BYTES];
    }

    private static final class CountingAgent {
        private final byte[] body;
        private long count;
        private long correlations;

        CountingAgent(byte[] body) {
            this.body = body;
        }

        void onEvent(FrameEvent event) {
            System.arraycopy(event.body, 0, body, 0, BODY_BYTES);
            correlations += event.correlation + event.source + event.template;
            count++;
        }
    }

    private static final class Handler implements EventHandler<FrameEvent> {
        private static final VarHandle HANDLED = handle();

        private final CountingAgent[] table;
        private final LatencyRecorder recorder = new LatencyRecorder();
        private long groupStartNs;
        private int inGroup;
        private long handled;

        Handler(int agents) {
            byte[] body = new byte[BODY_BYTES];
            table = new CountingAgent[agents];
            for (int i = 0; i < agents; i++) {
                table[i] = new CountingAgent(body);
            }
        }

        @Override
        public void onBatchStart(long batchSize, long queueDepth) {
            groupStartNs = System.nanoTime();
        }

        @Override
        public void onEvent(FrameEvent event, long sequence, boolean endOfBatch) {
            table[(int) event.target].onEvent(event);
            recorder.add(0, event.dueNs, event.sentNs);
            HANDLED.setRelease(this, handled + 1);
            if (++inGroup >= recorder.groupSize() || endOfBatch) {
                long nowNs = System.nanoTime();
                recorder.endGroup(groupStartNs, nowNs, inGroup);
                groupStartNs = nowNs;
                inGroup = 0;
                if (endOfBatch) {
                    recorder.swapIfRequested();
                }
            }
        }

        private static VarHandle handle() {
            try {
                return MethodHandles.lookup().findVarHandle(Handler.class, "handled", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }
}
