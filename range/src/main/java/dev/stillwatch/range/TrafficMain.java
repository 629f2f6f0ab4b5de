// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a folder of labelled traffic: {@code PRESET FOLDER [--seed N] [--format .jsonl.zst] [knob=value ...]}. */
public final class TrafficMain {
    private TrafficMain() {}

    /**
     * Writes the traffic of a preset with changed knobs into a folder and returns how it went in one line.
     *
     * @param format suffix of the log: {@code .jsonl}, {@code .jsonl.gz} or {@code .jsonl.zst}
     * @throws StillwatchException when an argument is unknown or the folder cannot be written
     */
    public static String write(String preset, Path folder, long seed, String format, Map<String, String> knobs) {
        Scenario scenario = ScenarioFactory.of(preset, knobs);
        try (TrafficFolder out = new TrafficFolder(folder, format, scenario.start())) {
            new TrafficGenerator(scenario, seed).run(out);
            return out.exchanges() + " exchanges of " + out.accounts() + " accounts, " + out.baselineExchanges()
                    + " of the baseline, in " + folder;
        }
    }

    /** Runs from a command line; exits with status 2 when an argument is wrong. */
    public static void main(String[] arguments) {
        try {
            Map<String, String> knobs = new LinkedHashMap<>();
            long seed = 1;
            String format = ".jsonl.zst";
            if (arguments.length < 2) {
                throw new StillwatchException("usage: PRESET FOLDER [--seed N] [--format .jsonl.zst] [knob=value ...]");
            }
            for (int i = 2; i < arguments.length; i++) {
                String argument = arguments[i];
                int equals = argument.indexOf('=');
                if (argument.equals("--seed") && i + 1 < arguments.length) {
                    seed = Long.parseLong(arguments[++i]);
                } else if (argument.equals("--format") && i + 1 < arguments.length) {
                    format = arguments[++i];
                } else if (equals > 0) {
                    knobs.put(argument.substring(0, equals), argument.substring(equals + 1));
                } else {
                    throw new StillwatchException("cannot make sense of '" + argument + "'");
                }
            }
            System.out.println(write(arguments[0], Path.of(arguments[1]), seed, format, knobs));
        } catch (StillwatchException | NumberFormatException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
