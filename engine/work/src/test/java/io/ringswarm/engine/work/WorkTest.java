package io.ringswarm.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkTest {
    @Test
    void shouldTellTheResultWhenAWorkerHasDoneATask() {
        try (Desktop desktop = new Desktop(new WorkContext())) {
            desktop.hireQuick("a");
            long task = desktop.submit(21, new TaskOptions());
            desktop.run();
            assertThat(desktop.endOf(task).value()).isEqualTo(42);
            assertThat(desktop.work.counters().succeeded()).isEqualTo(1);
            assertThat(desktop.work.counters().open()).isZero();
        }
    }
}
