package io.ringswarm.harness.load.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalCheckTest {
    @ParameterizedTest
    @CsvSource({
        "0 1 2 3,0,0,0",
        "0 2 3,1,0,0",
        "1,1,0,0",
        "0 2 1 3,0,0,1",
        "0 1 1 2,0,1,0",
        "0 3 1 2 4,0,0,2",
        "0 2 1 1,0,1,1",
        "0 0,0,1,0",
        "0 100 50,98,0,1",
        "0 100 30,99,1,0",
        "0 64 1,62,0,1",
        "0 65 1,64,1,0"
    })
    void shouldTellGapsFromDuplicatesFromLateOnesWhenNumbersAreNotInOrder(
            String numbers, long missing, long duplicates, long outOfOrder) {
        ArrivalCheck check = new ArrivalCheck(2);

        for (String number : numbers.split(" ")) {
            check.arrived(1, Long.parseLong(number));
        }

        assertThat(check.missing()).as("missing").isEqualTo(missing);
        assertThat(check.duplicates()).as("duplicates").isEqualTo(duplicates);
        assertThat(check.outOfOrder()).as("out of order").isEqualTo(outOfOrder);
    }

    @Test
    void shouldKeepProducersApartWhenBothSend() {
        ArrivalCheck check = new ArrivalCheck(2);

        check.arrived(0, 0);
        check.arrived(1, 0);
        check.arrived(0, 1);
        check.arrived(1, 1);

        assertThat(check.missing() + check.duplicates() + check.outOfOrder()).isZero();
    }
}
