package io.ringswarm.codecs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ringswarm.codecs.BodyCodec;
import io.ringswarm.codecs.BodyReader;
import io.ringswarm.codecs.BodyWriter;
import io.ringswarm.codecs.MalformedMessageException;
import io.ringswarm.codecs.Template;
import io.ringswarm.codecs.registry.Refusal.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class TemplateRegistryTest {
    private static final BodyCodec<Object> OLD_QUOTE = new Empty(new Template(7, 1, 4));
    private static final BodyCodec<Object> NEW_QUOTE = new Empty(new Template(7, 3, 0));
    private static final BodyCodec<Object> ORDER = new Empty(new Template(0xFFFF, 255, 255));

    private final TemplateRegistry registry = TemplateRegistry.builder()
            .register(NEW_QUOTE)
            .register(ORDER)
            .register(OLD_QUOTE)
            .build();

    @Test
    void shouldFindTheCodecOfAMajorVersion() {
        assertThat(registry.codecFor(7, 1)).isSameAs(OLD_QUOTE);
        assertThat(registry.codecFor(7, 3)).isSameAs(NEW_QUOTE);
        assertThat(registry.codecFor(0xFFFF, 0xFF)).isSameAs(ORDER);
        assertThat(registry.refusedCount()).isZero();
    }

    @Test
    void shouldCountAndNameWhatItRefused() throws Exception {
        assertRefused(8, 1, "templateId=8 (expected: a registered template)");
        assertRefused(7, 4, "templateId=7, majorVersion=4 (expected: a registered one, the newest being 3)");
        assertRefused(7, 4, "templateId=7, majorVersion=4 (expected: a registered one, the newest being 3)");
        assertRefused(7, 2, "templateId=7, majorVersion=2 (expected: a registered one, the newest being 3)");
        assertRefused(-1, 0, "templateId=-1 (expected: a registered template)");
        Thread reader = new Thread(() -> {
            assertThat(registry.refusedCount()).isEqualTo(5);
            assertThat(registry.refusals())
                    .containsExactly(
                            new Refusal(Reason.NEWER_MAJOR_VERSION, 7, 4, 2),
                            new Refusal(Reason.UNKNOWN_TEMPLATE, -1, 0, 1),
                            new Refusal(Reason.OLDER_MAJOR_VERSION, 7, 2, 1),
                            new Refusal(Reason.UNKNOWN_TEMPLATE, 8, 1, 1));
        });
        Throwable[] failure = new Throwable[1];
        reader.setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
        reader.start();
        reader.join();
        assertThat(failure[0]).isNull();
    }

    @Test
    void shouldCountEveryRefusalButNameABoundedNumberWhenTemplatesAreMadeUp() {
        for (int id = 100; id < 50_000; id++) {
            int templateId = id;
            assertThatThrownBy(() -> registry.codecFor(templateId, 0)).isInstanceOf(MalformedMessageException.class);
        }
        assertThat(registry.refusedCount()).isEqualTo(49_900);
        assertThat(registry.refusals()).hasSize(RefusalLog.MAX_NAMED);
    }

    @Test
    void shouldRefuseASecondCodecForTheSameMajorVersion() {
        TemplateRegistry.Builder builder = TemplateRegistry.builder().register(OLD_QUOTE);
        assertThatThrownBy(() -> builder.register(new Empty(new Template(7, 1, 5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("templateId=7, majorVersion=1 (expected: one codec, but there is ");
    }

    @Test
    void shouldRefuseEverythingWhenEmpty() {
        assertThatThrownBy(() -> TemplateRegistry.builder().build().codecFor(0, 0))
                .isInstanceOf(MalformedMessageException.class);
    }

    private void assertRefused(int templateId, int majorVersion, String message) {
        assertThatThrownBy(() -> registry.codecFor(templateId, majorVersion))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage(message);
    }

    private record Empty(Template template) implements BodyCodec<Object> {
        @Override
        public void encode(Object value, BodyWriter out) {
            out.length(0);
        }

        @Override
        public void decode(BodyReader in, Object into) {
            // nothing to read
        }
    }
}
