package io.ringswarm.harness.load.scenario;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Values for options, gathered from their sources. A source of higher rank replaces all values of an option. */
public final class Settings {
    private final Map<ScenarioOption, List<Setting>> values = new EnumMap<>(ScenarioOption.class);

    /** Nothing is set. */
    public Settings() {}

    /**
     * Adds a value: beside those of the same layer, in place of those of a lower one.
     *
     * @param option what is set
     * @param setting its value
     */
    public void add(ScenarioOption option, Setting setting) {
        List<Setting> present = values.computeIfAbsent(option, o -> new ArrayList<>());
        if (!present.isEmpty() && present.get(0).layer().compareTo(setting.layer()) < 0) {
            present.clear();
        }
        if (present.isEmpty() || present.get(0).layer() == setting.layer()) {
            present.add(setting);
        }
    }

    /**
     * The value of an option; the last when it was given several times.
     *
     * @param option the option
     * @return its setting, or null
     */
    public Setting get(ScenarioOption option) {
        List<Setting> present = all(option);
        return present.isEmpty() ? null : present.get(present.size() - 1);
    }

    /**
     * All values of an option.
     *
     * @param option the option
     * @return its settings, in the order given
     */
    public List<Setting> all(ScenarioOption option) {
        return values.getOrDefault(option, List.of());
    }
}
