package io.ringswarm.engine.work.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GroupsTest {
    private static final long SEED = 31;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final PrintStream errors = System.err;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

    @BeforeEach
    void keepWhatIsLogged() {
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void giveTheStreamBack() {
        System.setErr(errors);
    }

    @ParameterizedTest
    @EnumSource
    void shouldNeverChooseWhoCannotWhenNeedsAndWorkersAreRandom(Strategies strategy) {
        Groups groups = new Groups(strategy, random.split());
        List<FakeWorker> there = new ArrayList<>();
        boolean[] taken = new boolean[40];
        int unmet = 0;
        for (int turn = 0; turn < 30_000; turn++) {
            int index = random.nextInt(taken.length);
            if (!taken[index] && random.nextInt(4) == 0) {
                taken[index] = true;
                there.add(new FakeWorker(index, "hired-" + turn)
                        .capable(random.nextLong() & random.nextLong() & 0x3FF)
                        .slots(1 + random.nextInt(3)));
                groups.add(there.get(there.size() - 1));
            } else if (!there.isEmpty() && random.nextInt(8) == 0) {
                FakeWorker leaver = there.remove(random.nextInt(there.size()));
                taken[leaver.index()] = false;
                groups.remove(leaver);
            }
            long needs = random.nextLong() & random.nextLong() & random.nextLong() & 0x3FF;
            WorkerView chosen =
                    groups.choose(new FakeTask(needs, random.nextInt(5), random.nextInt(9), random.nextInt(99)), turn);
            boolean canAny = there.stream().anyMatch(worker -> (worker.capabilities() & needs) == needs);
            assertThat(chosen != null).as("seed %d turn %d", SEED, turn).isEqualTo(canAny);
            if (chosen == null) {
                unmet++;
            } else {
                assertThat(there).as("seed %d turn %d", SEED, turn).contains((FakeWorker) chosen);
                assertThat(chosen.capabilities() & needs)
                        .as("seed %d turn %d", SEED, turn)
                        .isEqualTo(needs);
                groups.changed(((FakeWorker) chosen).outstanding(random.nextInt(6)));
            }
        }
        assertThat(unmet).as("some needs that nobody meets").isBetween(1, 29_999);
        assertThat(groups.faults()).isZero();
        assertThat(groups.size()).isEqualTo(there.size());
    }

    @Test
    void shouldDoNothingWhenAWorkerIsAddedTwiceOrIsNotThere() {
        Groups groups = new Groups(Strategies.ROUND_ROBIN, random);
        FakeWorker[] crew = FakeWorker.crew(3);
        groups.add(crew[0]);
        groups.add(crew[1]);
        groups.choose(FakeTask.PLAIN, 0);
        groups.add(crew[0]);
        groups.remove(crew[2]);
        groups.changed(crew[2]);
        assertThat(groups.size()).isEqualTo(2);
        assertThat(groups.choose(FakeTask.PLAIN, 0)).isSameAs(crew[1]);
        assertThat(groups.choose(FakeTask.PLAIN, 0)).isSameAs(crew[0]);
        assertThat(groups.choose(FakeTask.PLAIN, 0)).isSameAs(crew[1]);
        assertThat(groups.faults()).isZero();
    }

    @Test
    void shouldRefuseAWorkerWhenAnotherHasItsIndex() {
        Groups groups = new Groups(Strategies.POWER_OF_TWO, random);
        groups.add(new FakeWorker(4, "first"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> groups.add(new FakeWorker(4, "second")))
                .withMessageContaining("index=4 of worker second");
        assertThat(groups.size()).isEqualTo(1);
    }

    @Test
    void shouldForgetTheGroupThatWasNotAskedForLongestWhenThereAreTooMany() {
        List<Recorder> made = new ArrayList<>();
        Groups groups = new Groups(chance -> made(made), random);
        groups.add(new FakeWorker(0).capable(-1));
        for (int needs = 0; needs < Groups.MAX_GROUPS; needs++) {
            assertThat(groups.choose(FakeTask.needing(needs), 0)).isNotNull();
        }
        groups.choose(FakeTask.needing(0), 0);
        assertThat(made).hasSize(Groups.MAX_GROUPS);
        groups.choose(FakeTask.needing(1_000), 0); // in place of that of needs 1
        groups.choose(FakeTask.needing(0), 0);
        groups.choose(FakeTask.needing(2), 0);
        assertThat(made).hasSize(Groups.MAX_GROUPS + 1);
        FakeWorker late = new FakeWorker(1).capable(-1);
        groups.add(late);
        assertThat(made.get(1).known).as("a forgotten strategy hears nothing").hasSize(1);
        assertThat(made.get(2).known).hasSize(2);
        groups.choose(FakeTask.needing(1), 0);
        assertThat(made).hasSize(Groups.MAX_GROUPS + 2);
        assertThat(made.get(Groups.MAX_GROUPS + 1).known).hasSize(2);
    }

    @Test
    void shouldTellOnlyGroupsThatHaveTheWorkerWhenItChanges() {
        List<Recorder> made = new ArrayList<>();
        Groups groups = new Groups(chance -> made(made), random);
        FakeWorker both = new FakeWorker(0).capable(0b11);
        FakeWorker one = new FakeWorker(1).capable(0b01);
        groups.add(both);
        groups.add(one);
        groups.choose(FakeTask.needing(0b01), 0);
        groups.choose(FakeTask.needing(0b10), 0);
        groups.changed(one);
        groups.changed(both);
        assertThat(made.get(0).changes).isEqualTo(2);
        assertThat(made.get(1).changes).isEqualTo(1);
        groups.remove(one);
        groups.changed(one);
        assertThat(made.get(0).changes).isEqualTo(2);
        assertThat(made.get(0).known).containsOnly(both);
    }

    private static Strategy made(List<Recorder> made) {
        made.add(new Recorder());
        return made.get(made.size() - 1);
    }

    /** Who was told what. */
    private static final class Recorder implements Strategy {
        final Set<WorkerView> known = new HashSet<>();
        int changes;

        @Override
        public WorkerView choose(TaskTraits task, long nowNs) {
            return known.iterator().next();
        }

        @Override
        public void added(WorkerView worker) {
            known.add(worker);
        }

        @Override
        public void removed(WorkerView worker) {
            known.remove(worker);
        }

        @Override
        public void changed(WorkerView worker) {
            changes++;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"choose", "added", "removed", "changed"})
    void shouldGiveTheTaskToTheLeastLoadedWhenTheStrategyThrows(String where) {
        Groups groups =
                new Groups(chance -> new Faulty(where, new IllegalStateException("a fault on purpose")), random);
        FakeWorker[] crew = FakeWorker.crew(3);
        Stream.of(crew).forEach(worker -> groups.add(worker.outstanding(2)));
        groups.choose(FakeTask.PLAIN, 0);
        groups.changed(crew[1].outstanding(1));
        groups.remove(crew[2]);
        assertThat(groups.faults()).isPositive();
        long before = groups.faults();
        assertThat(groups.choose(FakeTask.PLAIN, 0)).isSameAs(crew[1]);
        assertThat(groups.faults()).isEqualTo(before + 1);
    }

    @Test
    void shouldGiveTheTaskToTheLeastLoadedWhenTheStrategyHasAnError() {
        Groups groups = new Groups(chance -> new Faulty("choose", new AssertionError("a fault on purpose")), random);
        FakeWorker only = new FakeWorker(0);
        groups.add(only);
        assertThat(groups.choose(FakeTask.PLAIN, 0)).isSameAs(only);
        assertThat(groups.faults()).isEqualTo(1);
    }

    @Test
    void shouldLogTheFirstFaultOnlyWhenAStrategyGoesOnFailing() {
        Groups groups = new Groups(chance -> new Faulty("choose", new IllegalStateException("on purpose")), random);
        groups.add(new FakeWorker(0).capable(1));
        for (int i = 0; i < 50; i++) {
            groups.choose(FakeTask.needing(i % 2), 0);
        }
        assertThat(groups.faults()).isEqualTo(50);
        assertThat(logged.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("Faulty", "has thrown");
    }

    @Test
    void shouldThrowOnWhenTheJvmItselfIsInTrouble() {
        Groups groups = new Groups(chance -> new Faulty("choose", new OutOfMemoryError("on purpose")), random);
        groups.add(new FakeWorker(0));
        assertThatThrownBy(() -> groups.choose(FakeTask.PLAIN, 0)).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void shouldUseAnotherStrategyWhenNoneCanBeMade() {
        Groups throwing = new Groups(
                chance -> {
                    throw new IllegalStateException("a fault on purpose");
                },
                random);
        Groups lazy = new Groups(chance -> null, random);
        FakeWorker only = new FakeWorker(0);
        for (Groups groups : List.of(throwing, lazy)) {
            groups.add(only);
            assertThat(groups.choose(FakeTask.PLAIN, 0)).isSameAs(only);
            assertThat(groups.faults()).isEqualTo(1);
        }
    }

    @Test
    void shouldTakeAnotherWhenTheStrategyChoosesWhoIsNotItsToChoose() {
        FakeWorker capable = new FakeWorker(0).capable(0b1);
        FakeWorker incapable = new FakeWorker(1);
        FakeWorker stranger = new FakeWorker(0, "stranger").capable(-1);
        FakeWorker gone = new FakeWorker(2).capable(-1);
        for (FakeWorker wrong : List.of(incapable, stranger, gone, new FakeWorker(-1, "nowhere"))) {
            Groups groups = new Groups(chance -> new Stubborn(wrong), random);
            groups.add(capable);
            groups.add(incapable);
            groups.add(gone);
            groups.remove(gone);
            assertThat(groups.choose(FakeTask.needing(0b1), 0))
                    .as("for %s", wrong)
                    .isSameAs(capable);
            assertThat(groups.faults()).isEqualTo(1);
        }
    }

    @Test
    void shouldTakeNoForAnAnswerWhenTheStrategyWantsNoneOfThem() {
        Groups groups = new Groups(chance -> new Stubborn(null), random);
        groups.add(new FakeWorker(0));
        assertThat(groups.choose(FakeTask.PLAIN, 0)).isNull();
        assertThat(groups.faults()).isZero();
    }

    /** Chooses one and the same, whoever is there. */
    private record Stubborn(WorkerView choice) implements Strategy {
        @Override
        public WorkerView choose(TaskTraits task, long nowNs) {
            return choice;
        }

        @Override
        public void added(WorkerView worker) {}

        @Override
        public void removed(WorkerView worker) {}
    }

    /** Knows nobody, and throws in one of its methods. */
    private record Faulty(String where, Throwable thrown) implements Strategy {
        @Override
        public WorkerView choose(TaskTraits task, long nowNs) {
            fail("choose");
            return null;
        }

        @Override
        public void added(WorkerView worker) {
            fail("added");
        }

        @Override
        public void removed(WorkerView worker) {
            fail("removed");
        }

        @Override
        public void changed(WorkerView worker) {
            fail("changed");
        }

        private void fail(String here) {
            if (where.equals(here)) {
                if (thrown instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) thrown;
            }
        }
    }
}
