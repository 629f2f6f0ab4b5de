// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.StillwatchException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ready-made scenarios and the knobs that change them; each knob is a name and a text, as on a command line. */
public final class ScenarioFactory {
    private static final List<Preset> PRESETS = List.of(
            preset("small", "300 campaign accounts among 3,000, 7 days", "accounts=300 benign=3000"),
            preset(
                    "tiny",
                    "100 campaign accounts among 1,000, 3 days: quick to scan",
                    "accounts=100 benign=1000 days=3"),
            preset("wide", "2,000 campaign accounts at 0.5/h among 20,000, 7 days", "accounts=2000 benign=20000"),
            preset("diluted", "wide, half of it ordinary traffic", "accounts=2000 benign=20000 dilution=0.5"),
            preset(
                    "vast",
                    "20,000 campaign accounts at 0.5/h among 200,000, one day",
                    "accounts=20000 benign=200000 days=1"),
            preset("benign", "20,000 benign accounts and no campaign, 7 days", "benign=20000 campaigns=0"),
            preset(
                    "deepseek-150k",
                    "150,000 exchanges, synchronised, shared payment: reasoning, rubrics, rewrites",
                    "accounts=600 benign=6000 rate=1.5 templates=200 leak=0.5 clock=round-robin"
                            + " mix=reasoning:0.5,grading:0.3,sensitive:0.2"),
            preset(
                    "moonshot-3.4m",
                    "3.4 M exchanges at full scale: tools, coding, later reasoning; hundreds of accounts",
                    "accounts=800 benign=8000 rate=25 templates=2000 leak=0.1 mix=tools:0.6,reasoning:0.2,plain:0.2"),
            preset(
                    "minimax-13m-pivot",
                    "13 M exchanges at full scale: half of it moves to a new model within a day",
                    "accounts=8000 benign=40000 rate=9.7 templates=2000 leak=0.1 release-day=3.5 pivot=0.5"
                            + " mix=tools:0.8,plain:0.2"),
            preset(
                    "qwen-28.8m-45d",
                    "25,000 accounts at 1.07/h over 45 days at full scale, bans replaced, proxied",
                    "accounts=25000 benign=100000 rate=1.07 days=45 templates=2000 paraphrase=full leak=0.1"
                            + " dilution=0.3 replacement=0.05 mix=tools:0.7,reasoning:0.3"),
            preset(
                    "gtig-100k",
                    "100,000 prompts that force the reasoning trace into the open, many languages",
                    "accounts=600 benign=6000 rate=1 templates=200 leak=0.1 mix=reasoning:1"));

    private ScenarioFactory() {}

    /**
     * A ready-made scenario.
     *
     * @param knobs the settings it consists of, on top of the defaults
     */
    public record Preset(String name, String description, Map<String, String> knobs) {
        public Preset {
            knobs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(knobs));
        }
    }

    /** Every ready-made scenario. */
    public static List<Preset> presets() {
        return PRESETS;
    }

    /** Every knob, part by part. */
    public static List<Knob> knobs() {
        return Knob.ALL;
    }

    /**
     * A ready-made scenario with some knobs changed.
     *
     * @param changes by name; besides {@link #knobs}, {@code scale} multiplies the numbers of accounts, both benign and
     *     campaign, of the preset
     * @throws StillwatchException when preset, knob or value is unknown; says which and what is known
     */
    public static Scenario of(String preset, Map<String, String> changes) {
        return assembled(preset, changes).scenario();
    }

    /**
     * The value of every knob of a ready-made scenario with some changed.
     *
     * @throws StillwatchException when preset or knob is unknown
     */
    public static Map<String, String> values(String preset, Map<String, String> changes) {
        return assembled(preset, changes).texts();
    }

    private static Knobs assembled(String preset, Map<String, String> changes) {
        Preset base = PRESETS.stream()
                .filter(known -> known.name().equals(preset))
                .findFirst()
                .orElseThrow(() -> new StillwatchException("unknown preset '" + preset + "'. Known: "
                        + String.join(", ", PRESETS.stream().map(Preset::name).toList())));
        Map<String, String> rest = new LinkedHashMap<>(changes);
        String scale = rest.remove("scale");
        Map<String, String> scaled = new LinkedHashMap<>(base.knobs());
        if (scale != null) {
            for (String name : List.of("accounts", "benign")) {
                scaled.computeIfPresent(name, (n, value) -> scaled(value, scale));
            }
        }
        return new Knobs().with(scaled).with(rest);
    }

    private static String scaled(String accounts, String scale) {
        try {
            return Long.toString(Math.max(1, Math.round(Integer.parseInt(accounts) * Double.parseDouble(scale))));
        } catch (NumberFormatException e) {
            throw new StillwatchException("scale does not take '" + scale + "', needs a number above 0", e);
        }
    }

    private static Preset preset(String name, String description, String knobs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String knob : knobs.split(" ")) {
            int equals = knob.indexOf('=');
            map.put(knob.substring(0, equals), knob.substring(equals + 1));
        }
        return new Preset(name, description, map);
    }
}
