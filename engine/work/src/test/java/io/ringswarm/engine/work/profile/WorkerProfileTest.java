package io.ringswarm.engine.work.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WorkerProfileTest {
    @Test
    void shouldStayAsItWasWhenTheListChangesAfterwards() {
        List<String> kinds = new ArrayList<>(List.of("resize"));
        WorkerProfile profile =
                new WorkerProfile("anna", WorkerState.ACTIVE, 2, 1, 0, 3, 80, 7, 7, 1, 2e6, 3_000_000, 0.5, 0.3, kinds);
        kinds.add("crop");
        assertThat(profile.specialities()).containsExactly("resize");
    }
}
