package io.ringswarm.codecs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.codecs.ChildJvm;
import io.ringswarm.codecs.fixed.FixedStart;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class JvmFlagsTest {
    private static final List<String> CHRONICLE = List.of(
            "net.openhft.chronicle.wire.Wire",
            "net.openhft.chronicle.bytes.Bytes",
            "net.openhft.chronicle.core.Jvm",
            "net.openhft.chronicle.threads.Pauser",
            "org.slf4j.LoggerFactory");

    @Test
    void shouldWorkAndPrintNothingWhenEveryFlagIsThere() throws Exception {
        ChildJvm.Outcome outcome = ChildJvm.run(requiredFlags(), WireStart.class, CHRONICLE);
        assertThat(outcome.output())
                .containsExactly("BINARY=true", "FIELD_LESS=true", "RAW=true", "TEXT=true", "template=true");
    }

    @Test
    void shouldNameEveryFlagWhenAllAreMissing() throws Exception {
        ChildJvm.Outcome outcome = ChildJvm.run(List.of(), WireStart.class, CHRONICLE);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.output().get(0))
                .contains("java.lang.IllegalStateException")
                .contains("add: " + String.join(" ", requiredFlags()));
    }

    @Test
    void shouldNameTheOneFlagWhenItIsMissing() throws Exception {
        for (String flag : requiredFlags()) {
            List<String> others = new ArrayList<>(requiredFlags());
            others.remove(flag);
            ChildJvm.Outcome outcome = ChildJvm.run(others, WireStart.class, CHRONICLE);
            assertThat(outcome.output().get(0))
                    .contains("IllegalStateException")
                    .contains("add: " + flag + " (");
        }
    }

    @Test
    void shouldNameEveryFlagWhenATemplateCodecLacksThem() throws Exception {
        ChildJvm.Outcome outcome = ChildJvm.run(List.of(), TemplateStart.class, CHRONICLE);
        assertThat(outcome.exitCode()).isNotZero();
        assertThat(outcome.output().get(0)).contains("add: " + String.join(" ", requiredFlags()));
    }

    @Test
    void shouldNeedNeitherFlagsNorChronicleWhenTheLayoutIsFixed() throws Exception {
        ChildJvm.Outcome outcome = ChildJvm.run(List.of(), FixedStart.class, List.of());
        assertThat(outcome.output()).containsExactly("FIXED=true");
    }

    private static List<String> requiredFlags() {
        List<String> flags = new ArrayList<>(List.of(
                "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED"));
        if (Runtime.version().feature() >= 24) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }
}
