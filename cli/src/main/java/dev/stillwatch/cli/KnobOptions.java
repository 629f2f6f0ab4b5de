// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.range.Knob;
import dev.stillwatch.range.Scenario;
import dev.stillwatch.range.ScenarioFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** The knobs of a scenario as options of a command: one option a knob, in a group for each part of the scenario. */
final class KnobOptions {
    private static final String SCALE = "scale";

    private final Map<String, String> typed = new LinkedHashMap<>();

    /** Gives a command these options. */
    CommandLine addedTo(CommandLine command) {
        int order = 0;
        for (Knob.Part part : Knob.Part.values()) {
            ArgGroupSpec.Builder group = ArgGroupSpec.builder()
                    .heading(heading(part))
                    .exclusive(false)
                    .validate(false)
                    .multiplicity("0..1")
                    .order(++order);
            if (part == Knob.Part.TRAFFIC) {
                group.addArg(option(SCALE, "multiplies the numbers of accounts of the preset, above 0 (preset: 1)"));
            }
            for (Knob knob : ScenarioFactory.knobs()) {
                if (knob.part() == part) {
                    group.addArg(option(knob.name(), knob.description() + " (default: " + knob.fallback() + ")"));
                }
            }
            command.getCommandSpec().addArgGroup(group.build());
        }
        return command;
    }

    private static String heading(Knob.Part part) {
        return switch (part) {
            case TRAFFIC -> "%nThe traffic:%n";
            case POPULATION -> "%nThe benign population:%n";
            case CAMPAIGN -> "%nThe campaigns:%n";
        };
    }

    private OptionSpec option(String name, String description) {
        return OptionSpec.builder("--" + name)
                .paramLabel(name.startsWith("share-") ? "SHARE" : "VALUE")
                .type(String.class)
                .description(description)
                .setter(setter(name))
                .build();
    }

    private ISetter setter(String name) {
        return new ISetter() {
            @Override
            public <T> T set(T value) {
                if (value != null) {
                    typed.put(name, value.toString());
                }
                return value;
            }
        };
    }

    /**
     * The preset with the knobs that were typed.
     *
     * @throws dev.stillwatch.exchange.StillwatchException when preset or value is unknown; says which and what is known
     */
    Scenario scenario(String preset) {
        return ScenarioFactory.of(preset, typed);
    }

    /** The value of every knob of the preset with those that were typed. */
    Map<String, String> values(String preset) {
        return ScenarioFactory.values(preset, typed);
    }

    /** Whether any was typed. */
    boolean isEmpty() {
        return typed.isEmpty();
    }

    /** The presets, one a line. */
    static String presets() {
        StringBuilder text = new StringBuilder();
        for (ScenarioFactory.Preset preset : ScenarioFactory.presets()) {
            text.append(String.format("%-20s%s%n", preset.name(), preset.description()));
            StringBuilder options = new StringBuilder();
            preset.knobs()
                    .forEach((name, value) ->
                            options.append(" --").append(name).append(' ').append(value));
            text.append(String.format("%20s%s%n", "", options.toString().strip()));
        }
        return text.toString();
    }
}
