package io.ringswarm.engine.delivery;

import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;

/** For a shard that never parks: publishers have nobody to wake, and need no fence to find out. */
final class WaitNever implements WaitStrategy {
    @Override
    public void signalAllWhenBlocking() {}

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependentSequence, SequenceBarrier barrier) {
        throw new UnsupportedOperationException("a shard polls its rings");
    }
}
