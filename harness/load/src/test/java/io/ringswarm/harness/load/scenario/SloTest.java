package io.ringswarm.harness.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringswarm.engine.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SloTest {
    @ParameterizedTest
    @CsvSource({
        "p95<10ms,P95,BELOW,10,ms",
        "p99 <= 20 us,P99,AT_MOST,20,us",
        "P99.9<1s,P999,BELOW,1,s",
        "p9999<500\u00b5s,P9999,BELOW,500,us",
        "rate>100k/s,RATE,ABOVE,100000,/s",
        "rate > 1.5M /s,RATE,ABOVE,1500000,/s",
        "success>=99.9%,SUCCESS,AT_LEAST,99.9,%",
        "max<1ms,MAX,BELOW,1,ms",
        "mean<7ns,MEAN,BELOW,7,ns"
    })
    void shouldReadAnObjectiveWhenItIsWellFormed(String text, Slo.Metric metric, Slo.Op op, double limit, String unit) {
        assertThat(Slo.parse(text)).isEqualTo(new Slo(metric, op, limit, unit));
    }

    @Test
    void shouldReadTheLaneWhenOneComesFirst() {
        assertThat(Slo.parse("Critical.p99.9 < 10ms"))
                .isEqualTo(new Slo(Priority.CRITICAL, Slo.Metric.P999, Slo.Op.BELOW, 10, "ms"));
        assertThat(Slo.parse("low.success>=50%").text()).isEqualTo("low.success>=50%");
    }

    @Test
    void shouldReadAFigureWhenTheLoadHasIt() {
        List<FigureName> figures = List.of(
                new FigureName("spawnAll", FigureName.Kind.TIME),
                new FigureName("bytesPerAgent", FigureName.Kind.MEMORY));

        Slo time = Slo.parse("spawnall < 150 ms", figures);
        assertThat(time).isEqualTo(new Slo(null, Slo.Metric.FIGURE, figures.get(0), Slo.Op.BELOW, 150, "ms"));
        assertThat(time.text()).isEqualTo("spawnAll<150ms");
        assertThat(Slo.parse("bytesPerAgent<=350B", figures).text()).isEqualTo("bytesPerAgent<=350B");
        assertThat(Slo.parse("p95<1ms", figures)).isEqualTo(Slo.parse("p95<1ms"));
        assertThat(Slo.parse("bytesPerAgent<=350", figures)).isNull();
        assertThat(Slo.parse("bytesPerAgent<=350ms", figures)).isNull();
        assertThat(Slo.parse("spawnAll<150B", figures)).isNull();
        assertThat(Slo.parse("low.spawnAll<150ms", figures)).isNull();
        assertThat(Slo.parse("spawnAll<150ms")).isNull();
        assertThat(Slo.parse("figure<150ms", figures)).isNull();
        assertThat(Slo.parse("spawnAll<=0ns", figures).fault()).contains("no spawnAll is 0");
    }

    @Test
    void shouldReadACountWhenItHasNoUnit() {
        assertThat(Slo.parse("lost=0")).isEqualTo(new Slo(Slo.Metric.LOST, Slo.Op.EQUAL, 0, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p95",
                "p95<",
                "p95<10",
                "p96<10ms",
                "p95<10/s",
                "rate>100k",
                "lost=0ms",
                "success>99.9",
                "p95~1ms",
                "lost=-1",
                "middle.p99<1ms",
                "p95<-1ms"
            })
    void shouldAnswerNullWhenItIsNoObjective(String text) {
        assertThat(Slo.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "lost<0,no lost is below 0",
        "high.lost=0,what a lane has",
        "high.rate>1/s,what a lane has",
        "lost=0.5,a whole number",
        "success>=110%,at most 100 %",
        "success>100%,at most 100 %",
        "success<0%,no success is below 0",
        "rate<0/s,no rate is below 0",
        "p95<0ms,no p95 is below 0",
        "max<=0ns,no max is 0"
    })
    void shouldNameTheFaultWhenNoRunCanMeetIt(String text, String fault) {
        assertThat(Slo.parse(text).fault()).contains(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost=0", "lost<=0", "lost<1", "success>=100%", "success<=100%", "rate>0/s", "p95<1ns"})
    void shouldFindNoFaultWhenARunCanMeetIt(String text) {
        assertThat(Slo.parse(text).fault()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "lost<1,0.9,true",
        "lost<1,1,false",
        "lost<=1,1,true",
        "lost=1,1,true",
        "lost=1,2,false",
        "lost>1,1,false",
        "lost>=1,1,true"
    })
    void shouldCompareWhenAValueIsAtTheLimit(String text, double value, boolean holds) {
        assertThat(Slo.parse(text).holds(value)).isEqualTo(holds);
    }
}
