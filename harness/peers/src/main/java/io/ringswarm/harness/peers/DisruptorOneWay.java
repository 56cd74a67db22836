package io.ringswarm.harness.peers;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;

/**
 * The bare Disruptor with a multi-producer ring: events that hold a frame's fields and a body, agents in a table, the
 * engine's own recorder with as many clock reads. In runs it is the practical limit of what an engine on top can reach;
 * one claim per event is how its documentation shows it. It spins while it waits, which
 * <a href="https://lmax-exchange.github.io/disruptor/user-guide/index.html">the user guide</a> calls its fastest way.
 */
final class DisruptorOneWay extends ReceivingSystem implements PacedSystem {
    private final int agents;
    private final int run;
    private final RingBuffer<FrameEvent> ring;
    private final BatchEventProcessor<FrameEvent> processor;
    private final Thread consumer;

    DisruptorOneWay(int agents, int run) {
        super(new Receiver(agents));
        this.agents = agents;
        this.run = run;
        ring = RingBuffer.createMultiProducer(FrameEvent::new, CAPACITY, new BusySpinWaitStrategy());
        processor = new BatchEventProcessorBuilder().build(ring, ring.newBarrier(), new Handler(receiver()));
        ring.addGatingSequences(processor.getSequence());
        consumer = new Thread(processor, "disruptor-consumer");
        consumer.start();
    }

    @Override
    public String version() {
        return LibraryVersion.of(RingBuffer.class);
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
                fill(ring.get(sequence), sent, target, nowNs, nowNs, body);
                sent++;
                target = PeerSystem.next(target, agents);
            }
            ring.publish(low, high);
        }
        return sent;
    }

    @Override
    public long send(Schedule schedule, StopFlag stop) {
        byte[] body = new byte[BODY_BYTES];
        long sent = 0;
        int target = 0;
        while (!stop.isSet()) {
            long nowNs = System.nanoTime();
            int due = schedule.due(sent, run, nowNs);
            if (due == 0) {
                Thread.onSpinWait();
                continue;
            }
            long high = ring.next(due);
            long low = high - due + 1;
            for (long sequence = low; sequence <= high; sequence++) {
                fill(ring.get(sequence), sent, target, schedule.dueNs(sent), nowNs, body);
                sent++;
                target = PeerSystem.next(target, agents);
            }
            ring.publish(low, high);
        }
        return sent;
    }

    @Override
    boolean alive() {
        return consumer.isAlive();
    }

    @Override
    public void close() {
        processor.halt();
        Threads.join(consumer);
    }

    private static void fill(FrameEvent event, long number, int target, long dueNs, long sentNs, byte[] body) {
        event.correlation = number;
        event.source = 0;
        event.target = target;
        event.template = 1;
        event.dueNs = dueNs;
        event.sentNs = sentNs;
        System.arraycopy(body, 0, event.body, 0, BODY_BYTES);
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

    private static final class Handler implements EventHandler<FrameEvent> {
        private final Receiver receiver;

        Handler(Receiver receiver) {
            this.receiver = receiver;
        }

        @Override
        public void onBatchStart(long batchSize, long queueDepth) {
            receiver.begin();
        }

        @Override
        public void onEvent(FrameEvent event, long sequence, boolean endOfBatch) {
            System.arraycopy(event.body, 0, receiver.body(), 0, BODY_BYTES);
            receiver.take(event.correlation, event.source, event.target, event.template, event.dueNs, event.sentNs);
            if (endOfBatch) {
                receiver.end();
            }
        }
    }
}
