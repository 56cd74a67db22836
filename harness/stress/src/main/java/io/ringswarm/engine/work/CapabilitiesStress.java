package io.ringswarm.engine.work;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * Two workers are hired with tags that nobody had before, one of them the same. The results: the bits that each of them got, and
 * those of all three tags.
 */
@JCStressTest
@Outcome(id = "3, 6, 7", expect = ACCEPTABLE, desc = "The first worker's tags came first.")
@Outcome(id = "5, 3, 7", expect = ACCEPTABLE, desc = "The second worker's tags came first.")
@Outcome(expect = FORBIDDEN, desc = "A tag has two bits, or a bit stands for two tags.")
@State
public class CapabilitiesStress {
    private static final List<String> FIRST = List.of("gpu", "large");
    private static final List<String> SECOND = List.of("large", "near");
    private static final List<String> ALL = List.of("gpu", "large", "near");

    private final Capabilities capabilities = new Capabilities();

    @Actor
    void first(JJJ_Result r) {
        r.r1 = capabilities.make(FIRST);
    }

    @Actor
    void second(JJJ_Result r) {
        r.r2 = capabilities.make(SECOND);
    }

    @Arbiter
    void all(JJJ_Result r) {
        r.r3 = capabilities.unknown(ALL) == null ? capabilities.of(ALL) : 0;
    }
}
