package io.ringswarm.engine.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class StableHashTest {
    @Test
    void shouldHashAsPublishedWhenANameIsAscii() {
        assertThat(StableHash.of("")).isEqualTo(0xcbf29ce484222325L);
        assertThat(StableHash.of("a")).as("test vectors of RFC 9923").isEqualTo(0xaf63dc4c8601ec8cL);
        assertThat(StableHash.of("foobar")).isEqualTo(0x85944171f73967e8L);
    }

    @Test
    void shouldMixAsSplitMixDoesWhenSeededAlike() {
        assertThat(StableHash.mix(0)).as("the first of SplitMix64 from seed 0").isEqualTo(0xe220a8397b1dcdafL);
    }
}
