package io.ringswarm.harness.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every system promises, whichever it is. */
@Timeout(60)
class PeerSystemTest {
    private static final int FEW_THOUSAND = 3 * PeerSystem.CAPACITY;

    static Stream<Arguments> whoCanDoWhat() {
        return PeersTest.whoCanDoWhat();
    }

    @ParameterizedTest
    @MethodSource("whoCanDoWhat")
    void shouldHandleEachMessageOnceAndInOrderAndEndItsThreadsWhenClosed(Workload workload, String name)
            throws Exception {
        Set<Thread> before = threads();
        PeerSystem system = Peers.make(workload, name, 7);
        try (system) {
            StopFlag stop = new StopFlag();
            CompletableFuture<Long> accepted = new CompletableFuture<>();
            Thread sender = new Thread(() -> accepted.complete(system.send(stop)), "sender");
            sender.start();
            awaitHandled(system, FEW_THOUSAND);
            stop.set();
            sender.join();
            long sent = accepted.get(0, TimeUnit.SECONDS);
            awaitHandled(system, sent);
            assertThat(system.handled()).isEqualTo(sent);
            assertThat(system.version()).isNotBlank();
        }
        assertThat(system.outOfPlace()).isZero();
        Set<Thread> left = threads();
        left.removeAll(before);
        // a java.lang.ref.Cleaner's thread, which ends only once the garbage collector has found its owner
        left.removeIf(thread -> thread.getClass().getName().startsWith("jdk.internal."));
        for (Thread thread : left) {
            thread.join(10_000);
        }
        assertThat(left.stream().filter(Thread::isAlive).map(Thread::getName).collect(Collectors.toList()))
                .isEmpty();
    }

    private static void awaitHandled(PeerSystem system, long count) {
        while (system.handled() < count) {
            assertThat(Thread.currentThread().isInterrupted()).as("out of time").isFalse();
            Thread.yield();
        }
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }
}
