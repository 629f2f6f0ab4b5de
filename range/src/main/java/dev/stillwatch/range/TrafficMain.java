// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** Writes a folder of labelled traffic: {@code PRESET FOLDER [--seed N] [--format .jsonl.zst] [knob=value ...]}. */
public final class TrafficMain {
    /** Name of the pseudo-preset that mixes real corpora, see {@link CorpusMix}; its own knobs are below. */
    public static final String CORPUS = "corpus";

    private static final Map<String, String> CORPUS_KNOBS =
            Map.of("data", "", "accounts", "1000", "people", "0", "days", "3", "leak", "0");

    private TrafficMain() {}

    /**
     * Writes the traffic of a preset with changed knobs into a folder and returns how it went in one line.
     *
     * @param format suffix of the log: {@code .jsonl}, {@code .jsonl.gz} or {@code .jsonl.zst}
     * @throws StillwatchException when an argument is unknown or the folder cannot be written
     */
    public static String write(String preset, Path folder, long seed, String format, Map<String, String> knobs) {
        if (preset.equals(CORPUS)) {
            return writeCorpus(folder, seed, format, knobs);
        }
        Scenario scenario = ScenarioFactory.of(preset, knobs);
        try (TrafficFolder out = new TrafficFolder(folder, format, scenario.start())) {
            new TrafficGenerator(scenario, seed).run(out);
            return out.exchanges() + " exchanges of " + out.accounts() + " accounts, " + out.baselineExchanges()
                    + " of the baseline, in " + folder;
        }
    }

    private static String writeCorpus(Path folder, long seed, String format, Map<String, String> knobs) {
        for (String name : knobs.keySet()) {
            if (!CORPUS_KNOBS.containsKey(name)) {
                throw new StillwatchException("unknown knob '" + name + "' of " + CORPUS + ". Known: "
                        + String.join(", ", new TreeSet<>(CORPUS_KNOBS.keySet())));
            }
        }
        if (!knobs.containsKey("data")) {
            throw new StillwatchException(CORPUS + " needs the folder of corpora: data=FOLDER");
        }
        Map<String, String> all = new LinkedHashMap<>(CORPUS_KNOBS);
        all.putAll(knobs);
        Instant start = Instant.parse("2026-11-02T00:00:00Z");
        CorpusMix mix = new CorpusMix(
                Path.of(all.getOrDefault("data", "")),
                Integer.parseInt(all.getOrDefault("accounts", "")),
                Integer.parseInt(all.getOrDefault("people", "")),
                start,
                Duration.ofMinutes((long) (1440 * Double.parseDouble(all.getOrDefault("days", "")))),
                new Probability(Double.parseDouble(all.getOrDefault("leak", ""))));
        try (TrafficFolder out = new TrafficFolder(folder, format, start)) {
            mix.run(seed, out);
            return out.exchanges() + " exchanges of " + out.accounts() + " accounts in " + folder;
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
