package io.ringswarm.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(300)
class SteadyStateAllocationTest {
    private static final int WARM_UP = 30_000;
    private static final int MESSAGES = 100_000;

    static List<CodecSubject> subjects() {
        return CodecSubject.all().stream().filter(CodecSubject::allocationFree).toList();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldAllocateNothingPerMessageWhenWarm(CodecSubject subject) {
        byte[] array = new byte[512];
        BodyWriter out = new BodyWriter();
        BodyReader in = new BodyReader();
        Sample sample = Sample.fixed();
        Sample decoded = new Sample();
        roundTrips(subject.codec(), WARM_UP, array, out, in, sample, decoded);
        long before = AllocatedBytes.ofThisThread();
        roundTrips(subject.codec(), MESSAGES, array, out, in, sample, decoded);
        long allocated = AllocatedBytes.ofThisThread() - before;
        assertThat(allocated).as("bytes for %d messages", MESSAGES).isLessThan(MESSAGES / 10);
    }

    private static void roundTrips(
            BodyCodec<Sample> codec,
            int count,
            byte[] array,
            BodyWriter out,
            BodyReader in,
            Sample sample,
            Sample decoded) {
        for (int i = 0; i < count; i++) {
            sample.sequence = i;
            codec.encode(sample, out.wrap(array, i & 0x7F, 300));
            codec.decode(in.wrap(array, i & 0x7F, out.length()), decoded);
        }
    }
}
