package io.ringswarm.harness.load.scenario;

import static io.ringswarm.harness.load.scenario.ScenarioOption.DURATION;
import static io.ringswarm.harness.load.scenario.ScenarioOption.PROFILE;
import static io.ringswarm.harness.load.scenario.ScenarioOption.WARMUP;

import io.ringswarm.harness.load.quantity.TimeUnitName;

/**
 * Reads how long to warm up and to measure: the scenario's lengths, changed by the profile. What a flag or a variable says goes
 * before the profile, unless the profile is a flag and the length a variable. Confined to one call.
 */
final class LengthReader {
    private static final long SECOND_NS = TimeUnitName.S.nanos();
    private static final long MAX_DURATION_NS = 30L * 24 * 3600 * SECOND_NS;
    private static final long MAX_WARMUP_NS = 3600 * SECOND_NS;
    private static final long SMOKE_DURATION_NS = 2 * SECOND_NS;
    private static final long SMOKE_WARMUP_NS = SECOND_NS;
    private static final int LONG_TIMES = 10;
    private static final String AUTOMATIC = "auto";

    private final SettingReader settings;
    private final ProfileName profile;

    LengthReader(SettingReader settings) {
        this.settings = settings;
        profile = settings.oneOf(PROFILE, ProfileName.values(), ProfileName::text);
    }

    ProfileName profile() {
        return profile;
    }

    /**
     * How long to measure.
     *
     * @param arrival how messages arrive
     * @return ns; null for the length of the trace
     */
    Long durationNs(ArrivalConfig arrival) {
        boolean ofTrace = settings.set(DURATION) == null && arrival.kind() == ArrivalConfig.Kind.TRACE;
        Long ownNs = ofTrace
                ? null
                : (Long) settings.time(
                        DURATION,
                        TimeUnitName.S,
                        TimeUnitName.MS.nanos(),
                        MAX_DURATION_NS,
                        "1 ms to 30 days, for example 10s or 2min");
        if (goesBeforeProfile(DURATION)) {
            return ownNs;
        }
        return switch (profile) {
            case SMOKE -> ownNs == null ? SMOKE_DURATION_NS : Math.min(ownNs, SMOKE_DURATION_NS);
            case STANDARD -> ownNs;
            case LONG -> ownNs == null ? null : (Long) longer(ownNs);
        };
    }

    /**
     * How long to warm up.
     *
     * @return ns; null for automatic
     */
    Long warmupNs() {
        boolean automatic = settings.value(WARMUP).text().equals(AUTOMATIC);
        Long ownNs = automatic
                ? null
                : (Long) settings.time(WARMUP, TimeUnitName.S, 0, MAX_WARMUP_NS, "auto, or 0 to 3600 s");
        if (profile != ProfileName.SMOKE || goesBeforeProfile(WARMUP)) {
            return ownNs;
        }
        return ownNs == null ? SMOKE_WARMUP_NS : Math.min(ownNs, SMOKE_WARMUP_NS);
    }

    private long longer(long ownNs) {
        if (ownNs > MAX_DURATION_NS / LONG_TIMES) {
            throw settings.value(PROFILE).refused("smoke or standard, as ten times the duration is over 30 days");
        }
        return LONG_TIMES * ownNs;
    }

    private boolean goesBeforeProfile(ScenarioOption length) {
        Setting given = settings.set(length);
        return given != null
                && given.layer().compareTo(Layer.FILE) > 0
                && given.layer().compareTo(settings.value(PROFILE).layer()) >= 0;
    }
}
