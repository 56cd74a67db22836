package io.ringswarm.harness.load.scenario;

import static io.ringswarm.harness.load.scenario.ScenarioOption.CACHE_TTL;
import static io.ringswarm.harness.load.scenario.ScenarioOption.ESTIMATE_ERROR;
import static io.ringswarm.harness.load.scenario.ScenarioOption.EVACUATE_EVERY;
import static io.ringswarm.harness.load.scenario.ScenarioOption.IDEMPOTENT_SHARE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.KEYS;
import static io.ringswarm.harness.load.scenario.ScenarioOption.KEY_SKEW;
import static io.ringswarm.harness.load.scenario.ScenarioOption.KILL_EVERY;
import static io.ringswarm.harness.load.scenario.ScenarioOption.MEAN_GAP;
import static io.ringswarm.harness.load.scenario.ScenarioOption.MEAN_TASK;
import static io.ringswarm.harness.load.scenario.ScenarioOption.NEVER_ANSWER_SHARE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.RETRIES;
import static io.ringswarm.harness.load.scenario.ScenarioOption.RETRY_AFTER;
import static io.ringswarm.harness.load.scenario.ScenarioOption.SLOWDOWN;
import static io.ringswarm.harness.load.scenario.ScenarioOption.STRATEGY;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TASKS;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TASKS_AT_ONCE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TASK_SIGMA;
import static io.ringswarm.harness.load.scenario.ScenarioOption.THROW_SHARE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.TIME_LIMIT;
import static io.ringswarm.harness.load.scenario.ScenarioOption.WORKERS;

import io.ringswarm.engine.work.routing.Strategies;
import io.ringswarm.harness.load.quantity.Quantities;
import io.ringswarm.harness.load.quantity.TimeUnitName;
import java.util.EnumSet;
import java.util.Set;

/** Reads what a scenario says of tasks and their workers. Confined to one call. */
final class WorkReader {
    /** The options that are read here. */
    static final Set<ScenarioOption> OPTIONS = EnumSet.of(
            WORKERS,
            TASKS,
            TASKS_AT_ONCE,
            STRATEGY,
            MEAN_TASK,
            TASK_SIGMA,
            ESTIMATE_ERROR,
            MEAN_GAP,
            TIME_LIMIT,
            IDEMPOTENT_SHARE,
            RETRIES,
            RETRY_AFTER,
            THROW_SHARE,
            NEVER_ANSWER_SHARE,
            KILL_EVERY,
            EVACUATE_EVERY,
            SLOWDOWN,
            KEYS,
            KEY_SKEW,
            CACHE_TTL);

    private static final int MAX_WORKERS = 10_000;
    private static final int MAX_TASKS = 10_000_000;
    private static final int MAX_AT_ONCE = 1_000;
    private static final int MAX_RETRIES = 100;
    private static final int MAX_KEYS = 1_000_000;
    private static final int MAX_SIGMA = 4;
    private static final int MAX_SLOWDOWN = 1_000;
    private static final int MAX_SKEW = 10;
    private static final long MINUTE_NS = 60 * TimeUnitName.S.nanos();
    private static final long HOUR_NS = 60 * MINUTE_NS;

    private final SettingReader settings;

    WorkReader(SettingReader settings) {
        this.settings = settings;
    }

    WorkSettings read() {
        double thrown = number(THROW_SHARE, 0, 1);
        double silent = number(NEVER_ANSWER_SHARE, 0, 1);
        if (thrown + silent > 1) {
            throw settings.value(NEVER_ANSWER_SHARE)
                    .refused("a number, 0 to 1, and with " + THROW_SHARE.key() + "=" + thrown + " at most 1 in all");
        }
        long meanTaskNs = time(MEAN_TASK, 0, MINUTE_NS, "0 to 60 s");
        long meanGapNs = time(MEAN_GAP, 0, MINUTE_NS, "0 to 60 s");
        int keys = settings.integer(KEYS, 0, MAX_KEYS);
        if (meanGapNs > 0 && (keys > 0 || meanTaskNs == 0)) {
            throw settings.value(MEAN_GAP)
                    .refused("0, as with "
                            + (keys > 0 ? KEYS.key() + "=" + keys : MEAN_TASK.key() + "=0")
                            + " tasks are submitted as fast as they are taken");
        }
        return new WorkSettings(
                settings.integer(WORKERS, 1, MAX_WORKERS),
                settings.integer(TASKS, 1, MAX_TASKS),
                settings.integer(TASKS_AT_ONCE, 1, MAX_AT_ONCE),
                settings.oneOf(STRATEGY, Strategies.values(), Strategies::key),
                meanTaskNs,
                number(TASK_SIGMA, 0, MAX_SIGMA),
                number(ESTIMATE_ERROR, 0, MAX_SIGMA),
                meanGapNs,
                time(TIME_LIMIT, TimeUnitName.MS.nanos(), HOUR_NS, "1 ms to 3600 s"),
                number(IDEMPOTENT_SHARE, 0, 1),
                settings.integer(RETRIES, 0, MAX_RETRIES),
                time(RETRY_AFTER, 0, MINUTE_NS, "0 to 60 s"),
                thrown,
                silent,
                time(KILL_EVERY, 0, HOUR_NS, "0 to 3600 s"),
                time(EVACUATE_EVERY, 0, HOUR_NS, "0 to 3600 s"),
                number(SLOWDOWN, 1, MAX_SLOWDOWN),
                keys,
                number(KEY_SKEW, 0, MAX_SKEW),
                time(CACHE_TTL, TimeUnitName.MS.nanos(), HOUR_NS, "1 ms to 3600 s"));
    }

    private long time(ScenarioOption option, long leastNs, long mostNs, String expected) {
        return settings.time(option, TimeUnitName.NS, leastNs, mostNs, expected);
    }

    private double number(ScenarioOption option, int least, int most) {
        Double value = Quantities.number(settings.value(option).text());
        if (value == null || value < least || value > most) {
            throw settings.value(option).refused("a number, " + least + " to " + most);
        }
        return value;
    }
}
