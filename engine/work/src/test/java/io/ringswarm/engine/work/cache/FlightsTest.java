package io.ringswarm.engine.work.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FlightsTest {
    private static final int KIND = 1;
    private static final ContentHash SAME = (kind, bytes, offset, length) -> 42;

    private static final class Task {
        private final int content;
        private Flights.Seat<Task> seat;

        Task(int content) {
            this.content = content;
        }
    }

    private static Task join(Flights<Task> flights, int kind, int content) {
        Task task = new Task(content);
        byte[] bytes = ByteBuffer.allocate(12).putInt(4, content).array();
        task.seat = flights.join(kind, bytes, 4, Integer.BYTES, task);
        Arrays.fill(bytes, (byte) -1); // the flights keep their own
        return task;
    }

    @Test
    void shouldHaveOneLeaderWhenContentIsTheSame() {
        Flights<Task> flights = new Flights<>();
        Task leader = join(flights, KIND, 7);
        Task follower = join(flights, KIND, 7);
        Task other = join(flights, KIND, 8);
        Task otherKind = join(flights, KIND + 1, 7);
        assertThat(leader.seat.leads()).isTrue();
        assertThat(follower.seat.leads()).isFalse();
        assertThat(follower.seat.leader()).isSameAs(leader);
        assertThat(leader.seat.followers()).isOne();
        assertThat(other.seat.leads()).isTrue();
        assertThat(otherKind.seat.leads()).isTrue();
        assertThat(flights.open()).isEqualTo(3);
        assertThat(flights.seated()).isEqualTo(4);
    }

    @Test
    void shouldOpenAnotherFlightWhenTheFirstHasLanded() {
        Flights<Task> flights = new Flights<>();
        Task leader = join(flights, KIND, 7);
        Task follower = join(flights, KIND, 7);
        flights.close(leader.seat);
        Task late = join(flights, KIND, 7);
        assertThat(late.seat.leads()).isTrue();
        assertThat(late.seat.followers()).isZero();
        assertThat(flights.leave(leader.seat)).isSameAs(follower);
        assertThat(flights.leave(follower.seat)).isNull();
        assertThat(join(flights, KIND, 7).seat.leader()).isSameAs(late);
        assertThat(flights.open()).isOne();
    }

    @Test
    void shouldRefuseWhenASeatIsLeftTwice() {
        Flights<Task> flights = new Flights<>();
        Task task = join(flights, KIND, 7);
        flights.leave(task.seat);
        assertThatThrownBy(() -> flights.leave(task.seat)).isInstanceOf(IllegalStateException.class);
        assertThat(flights.seated()).isZero();
        assertThat(flights.open()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldAgreeWithAListPerContentWhenAnyoneJoinsLeavesOrLands(boolean colliding) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Flights<Task> flights = colliding ? new Flights<>(SAME) : new Flights<>();
        Map<Integer, List<Task>> model = new HashMap<>();
        List<Task> aboard = new ArrayList<>();
        for (int step = 0; step < 50_000; step++) {
            int action = random.nextInt(5);
            if (aboard.isEmpty() || action < 2 && aboard.size() < 200) {
                Task task = join(flights, KIND, random.nextInt(40));
                List<Task> flight = model.computeIfAbsent(task.content, content -> new ArrayList<>());
                flight.add(task);
                aboard.add(task);
                assertThat(task.seat.leader()).as("seed %d", seed).isSameAs(flight.get(0));
                assertThat(task.seat.leads()).isEqualTo(flight.size() == 1);
                assertThat(task.seat.followers()).isEqualTo(flight.size() - 1);
            } else if (action < 4) {
                Task task = aboard.remove(random.nextInt(aboard.size()));
                List<Task> flight = model.get(task.content);
                boolean led = flight.get(0) == task;
                flight.remove(task);
                assertThat(flights.leave(task.seat))
                        .as("seed %d", seed)
                        .isSameAs(led && !flight.isEmpty() ? flight.get(0) : null);
                if (flight.isEmpty()) {
                    model.remove(task.content);
                }
            } else {
                Task any = aboard.get(random.nextInt(aboard.size()));
                List<Task> landed = new ArrayList<>();
                Task next = any.seat.leader();
                flights.close(any.seat);
                while (next != null) {
                    landed.add(next);
                    next = flights.leave(next.seat);
                }
                assertThat(landed).as("seed %d", seed).isEqualTo(model.remove(any.content));
                aboard.removeAll(landed);
            }
            assertThat(flights.open()).isEqualTo(model.size());
            assertThat(flights.seated()).isEqualTo(aboard.size());
        }
    }
}
