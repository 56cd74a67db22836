package io.ringswarm.harness.load.scenario;

import io.ringswarm.harness.load.quantity.Quantities;
import io.ringswarm.harness.load.quantity.TimeUnitName;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Reads settings as what they are meant to be, or refuses them. Confined to one call. */
final class SettingReader {
    private final Settings settings;

    SettingReader(Settings settings) {
        this.settings = settings;
    }

    int integer(ScenarioOption option, int min, int max) {
        Long value = Quantities.count(value(option).text());
        if (value == null || value < min || value > max) {
            throw value(option).refused("a whole number, " + min + " to " + max);
        }
        return value.intValue();
    }

    long time(ScenarioOption option, TimeUnitName bare, long minNs, long maxNs, String expected) {
        Long ns = Quantities.timeNs(value(option).text(), bare);
        if (ns == null || ns < minNs || ns > maxNs) {
            throw value(option).refused("a time, " + expected + "; without a unit it is in " + bare.text());
        }
        return ns;
    }

    <T> T oneOf(ScenarioOption option, T[] values, Function<T, String> text) {
        Setting setting = value(option);
        List<String> names = Arrays.stream(values).map(text).toList();
        int index = names.indexOf(setting.text());
        if (index < 0) {
            throw setting.refused(NearestName.oneOf(setting.text(), names));
        }
        return values[index];
    }

    /** What is set, or the default. */
    Setting value(ScenarioOption option) {
        Setting setting = settings.get(option);
        return setting != null ? setting : new Setting(option.standard(), Layer.BUILT_IN, option.flag());
    }

    /** What is set, or null. */
    Setting set(ScenarioOption option) {
        return settings.get(option);
    }

    List<Setting> all(ScenarioOption option) {
        return settings.all(option);
    }

    boolean chosenByUser(ScenarioOption option) {
        return settings.get(option) != null && settings.get(option).layer() != Layer.BUILT_IN;
    }
}
