package io.ringswarm.reports.diff;

import io.ringswarm.reports.run.Environment;
import io.ringswarm.reports.run.RunReport;
import io.ringswarm.reports.run.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * In what two runs differ that must be alike for their figures to be compared. The seed of their arrivals need not be: another one gives
 * another sample of the same load.
 */
final class Likeness {
    private static final Map<String, Function<Scenario, Object>> OF_SCENARIO = new LinkedHashMap<>();
    private static final Map<String, Function<Environment, Object>> OF_MACHINE = new LinkedHashMap<>();

    static {
        OF_SCENARIO.put("system", Scenario::system);
        OF_SCENARIO.put("workload", Scenario::workload);
        OF_SCENARIO.put("arrival.type", scenario -> scenario.arrival().type());
        OF_SCENARIO.put("arrival.ratePerSecond", scenario -> scenario.arrival().ratePerSecond());
        OF_SCENARIO.put("arrival.traceSha256", scenario -> scenario.arrival().traceSha256());
        OF_SCENARIO.put("arrival.speedup", scenario -> scenario.arrival().speedup());
        OF_SCENARIO.put("arrival.burstSize", scenario -> scenario.arrival().burstSize());
        OF_SCENARIO.put(
                "arrival.fromRatePerSecond", scenario -> scenario.arrival().fromRatePerSecond());
        OF_SCENARIO.put(
                "arrival.toRatePerSecond", scenario -> scenario.arrival().toRatePerSecond());
        OF_SCENARIO.put(
                "arrival.stepRatesPerSecond", scenario -> scenario.arrival().stepRatesPerSecond());
        OF_SCENARIO.put("codec", Scenario::codec);
        OF_SCENARIO.put("payloadBytes", Scenario::payloadBytes);
        OF_SCENARIO.put("agents", Scenario::agents);
        OF_SCENARIO.put("shards", Scenario::shards);
        OF_SCENARIO.put("producers", Scenario::producers);
        OF_SCENARIO.put("idle", Scenario::idle);
        OF_SCENARIO.put("ringSlots", Scenario::ringSlots);
        OF_SCENARIO.put("workNs", Scenario::workNs);
        OF_SCENARIO.put("hops", Scenario::hops);
        OF_SCENARIO.put("fanOut", Scenario::fanOut);
        OF_SCENARIO.put("durationSeconds", Scenario::durationSeconds);
        OF_SCENARIO.put("warmupSeconds", Scenario::warmupSeconds);
        OF_SCENARIO.put("sha256", Scenario::sha256);
        OF_MACHINE.put("cpu", Environment::cpu);
        OF_MACHINE.put("cores", Environment::cores);
        OF_MACHINE.put("cgroupCpuQuota", Environment::cgroupCpuQuota);
        OF_MACHINE.put("jvm", Environment::jvm);
        OF_MACHINE.put("gc", Environment::gc);
    }

    private Likeness() {}

    /** Such as {@code codec=wire and fixed}, empty when the load was the same. The digest is named when nothing else says it. */
    static List<String> ofLoad(RunReport one, RunReport other) {
        List<String> differences = differences("", OF_SCENARIO, one.scenario(), other.scenario());
        return differences.size() > 1
                ? differences.stream()
                        .filter(difference -> !difference.startsWith("sha256="))
                        .toList()
                : differences;
    }

    /** Such as {@code env.cores=2 and 8}, empty when the machine and the JVM were the same, and also when neither is known. */
    static List<String> ofMachine(RunReport one, RunReport other) {
        if (one.env() == null || other.env() == null) {
            boolean both = one.env() == other.env();
            return both ? List.of() : List.of("env=known of one and not of the other");
        }
        return ofMachine(one.env(), other.env());
    }

    static List<String> ofMachine(Environment one, Environment other) {
        return differences("env.", OF_MACHINE, one, other);
    }

    private static <T> List<String> differences(String prefix, Map<String, Function<T, Object>> keys, T one, T other) {
        List<String> differences = new ArrayList<>();
        keys.forEach((key, value) -> {
            if (!Objects.equals(value.apply(one), value.apply(other))) {
                differences.add(prefix + key + "=" + value.apply(one) + " and " + value.apply(other));
            }
        });
        return differences;
    }
}
