package io.ringswarm.engine.work.cache;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.ringswarm.engine.NanoClock;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A submitter looks for a result as the desk keeps it. The result: what it finds. */
@JCStressTest
@Outcome(id = "nothing", expect = ACCEPTABLE, desc = "It was not there yet.")
@Outcome(id = "the result", expect = ACCEPTABLE, desc = "All of its bytes.")
@Outcome(id = "other bytes", expect = FORBIDDEN, desc = "Bytes that are no result, or not all there.")
@State
public class ResultCacheStress {
    private static final ResultCache CACHE = new ResultCache(CacheOptions.DEFAULT, NanoClock.SYSTEM);
    private static final AtomicLong PAYLOADS = new AtomicLong();
    private static final byte[] RESULT = {1, 2, 3, 4, 5, 6, 7, 8};

    private final byte[] payload =
            ByteBuffer.allocate(Long.BYTES).putLong(PAYLOADS.incrementAndGet()).array();

    @Actor
    void desk() {
        CACHE.put(0, payload, 0, payload.length, RESULT, 0, RESULT.length);
    }

    @Actor
    void submitter(L_Result r) {
        byte[] found = CACHE.get(0, payload, 0, payload.length);
        r.r1 = found == null ? "nothing" : Arrays.equals(found, RESULT) ? "the result" : "other bytes";
    }
}
