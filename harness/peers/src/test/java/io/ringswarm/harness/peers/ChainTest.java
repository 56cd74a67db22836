package io.ringswarm.harness.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ChainTest {
    @Test
    void shouldShareAgentsOutEvenlyAndAlwaysHaveOneForEachStage() {
        assertThat(Chain.of(Workload.FORWARD, 100).stages()).isEqualTo(new Stages(5, 20));
        assertThat(Chain.of(Workload.PIPELINE, 100).stages()).isEqualTo(new Stages(3, 33));
        assertThat(Chain.of(Workload.PIPELINE, 1).stages()).isEqualTo(new Stages(3, 1));
    }

    @Test
    void shouldLeadEachAgentToTheSamePlaceOfTheNextStage() {
        Stages stages = new Stages(3, 4);

        assertThat(stages.after(1)).isEqualTo(5);
        assertThat(stages.after(5)).isEqualTo(9);
        assertThat(stages.isLast(7)).isFalse();
        assertThat(stages.isLast(8)).isTrue();
        assertThat(stages.stageOf(7)).isEqualTo(1);
    }

    @Test
    void shouldFindAFaultWhenABodyMissesTheWorkOfAStage() {
        Chain chain = Chain.of(Workload.PIPELINE, 3);
        byte[] body = new byte[PeerSystem.BODY_BYTES];

        assertThat(chain.workOf(0).on(body, 7)).isZero();
        assertThat(chain.workOf(2).on(body.clone(), 7)).isEqualTo(1);
        assertThat(chain.workOf(1).on(body, 7)).isZero();
        assertThat(chain.workOf(2).on(body, 7)).isZero();
        assertThat(chain.workOf(2).on(body, 8)).isEqualTo(1);
    }

    @Test
    void shouldCountMessagesThatAreMissingDoubledOrFaulty() {
        Tally tally = new Tally(1, 4);
        tally.add(1, 0, 1);
        tally.add(5, 0, 1);
        assertThat(tally.outOfPlace()).isZero();

        tally.add(5, 0, 1);
        tally.add(13, 0, 1);
        tally.fault(1);
        assertThat(tally.outOfPlace()).isEqualTo(3);
        assertThat(tally.isOf(1)).isTrue();
        assertThat(tally.isOf(5)).isFalse();
    }
}
