package io.ringswarm.harness.benchmarks.codecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(300)
class CodecBenchmarkTest {
    private static final int REFERENCE_LIMIT_BYTES = 120;

    @ParameterizedTest
    @EnumSource
    void shouldDecodeWhatItEncodes(CodecBenchmark.Codec codec) {
        CodecBenchmark benchmark = new CodecBenchmark();
        benchmark.codec = codec;
        benchmark.fillSlab();
        int lengthBytes = benchmark.encode();
        if (codec != CodecBenchmark.Codec.WIRE_TEXT) {
            assertThat(lengthBytes).isBetween(1, REFERENCE_LIMIT_BYTES);
        }
        assertThat(benchmark.decode()).isEqualTo(2); // the slot after the one just encoded
    }
}
