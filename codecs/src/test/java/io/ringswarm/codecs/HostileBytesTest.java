package io.ringswarm.codecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decodes a million damaged bodies per codec, which either decode or throw the one documented exception, within a bound
 * of allocated bytes. A failure prints the seed and the body.
 *
 * <p>For longer, and with other seeds:
 *
 * <pre>{@code
 * mvn -pl codecs test -Dtest=HostileBytesTest -Dringswarm.fuzz.mutations=100000000 -Dringswarm.fuzz.seed=7
 * }</pre>
 */
@Timeout(value = 1, unit = TimeUnit.HOURS) // per codec, for runs by command; the default takes seconds
class HostileBytesTest {
    private static final long MUTATIONS = Long.getLong("ringswarm.fuzz.mutations", 1_000_000);
    private static final long SEED = Long.getLong("ringswarm.fuzz.seed", 20_260_101);
    private static final int VALID_EVERY = 1_000;
    private static final int CLASSES_LOADED_AFTER = 1_000;

    /** A library's exception with its stack trace and message, whatever the body. */
    private static final long MAX_ALLOCATED_BYTES = 32 * 1024;

    static List<CodecSubject> subjects() {
        return CodecSubject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void shouldOnlyThrowTheDocumentedExceptionWhenBodiesAreDamaged(CodecSubject subject) throws Exception {
        FutureTask<Void> attack = new FutureTask<>(() -> decodeDamaged(subject), null);
        // On a short stack, as libraries' exceptions carry all of it.
        Thread thread = new Thread(attack, "hostile-bytes");
        thread.setDaemon(true);
        thread.start();
        try {
            attack.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
    }

    private static void decodeDamaged(CodecSubject subject) {
        List<byte[]> valid = validBodies(subject);
        Mutator mutator = new Mutator(SEED, valid);
        BodyReader in = new BodyReader();
        Sample decoded = new Sample();
        long refused = 0;
        for (long i = 0; i < MUTATIONS; i++) {
            int lengthBytes = mutator.next();
            in.wrap(mutator.array(), 0, lengthBytes);
            long before = AllocatedBytes.ofThisThread();
            try {
                subject.codec().decode(in, decoded);
            } catch (MalformedMessageException e) {
                refused++;
            } catch (Throwable e) {
                fail(describe(subject, i, mutator.array(), lengthBytes), e);
            }
            long allocated = AllocatedBytes.ofThisThread() - before;
            if (allocated > MAX_ALLOCATED_BYTES && i > CLASSES_LOADED_AFTER) {
                fail("allocatedBytes=" + allocated + " " + describe(subject, i, mutator.array(), lengthBytes));
            }
            if (i % VALID_EVERY == 0) {
                byte[] body = valid.get(0);
                subject.codec().decode(in.wrap(body, 0, body.length), decoded);
                assertThat(subject.fields().apply(decoded))
                        .isEqualTo(subject.fields().apply(Sample.fixed()));
            }
        }
        assertThat(refused).as("damage that was noticed").isGreaterThan(MUTATIONS / 10);
    }

    private static List<byte[]> validBodies(CodecSubject subject) {
        List<byte[]> valid = new ArrayList<>();
        valid.add(subject.encode(Sample.fixed()));
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 32; i++) {
            valid.add(subject.encode(Sample.random(random)));
        }
        return valid;
    }

    private static String describe(CodecSubject subject, long mutation, byte[] array, int lengthBytes) {
        return "codec=" + subject + ", ringswarm.fuzz.seed=" + SEED + ", mutation=" + mutation + ", body="
                + HexFormat.of().formatHex(Arrays.copyOf(array, lengthBytes));
    }
}
