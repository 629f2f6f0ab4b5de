// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tracing;

import dev.stillwatch.distill.Llama;
import dev.stillwatch.distill.TorchTrainer;
import dev.stillwatch.distill.TrainingPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What the benchmark is told, as {@code name=value}; the class's fields say which there are, and their defaults.
 *
 * <p>{@code key} is the seed of the key: develop on some, report on others. {@code start} is {@code scratch} for a student
 * that knows nothing, or {@code teacher} for one that knows the language already. {@code scheme.NAME} is a parameter of
 * the scheme. {@code keep} is a folder for the students and for unmarked text, which a further run with the same settings
 * reads back.
 */
final class Settings {
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("scheme", "gumbel-vllm"),
            Map.entry("key", "1"),
            Map.entry("shares", "0.05"),
            Map.entry("start", "scratch"),
            Map.entry("tokens", "1500000"),
            Map.entry("steps", "600"),
            Map.entry("batch", "32"),
            Map.entry("rate", "0.003"),
            Map.entry("prompt", "16"),
            Map.entry("asked", "3"),
            Map.entry("read", "400000"),
            Map.entry("open-texts", "1500"),
            Map.entry("windows", "120000"),
            Map.entry("decoys", "200"),
            Map.entry("keep", "."));

    private final Llama teacher;
    private final Map<String, String> values;
    private final Map<String, String> parameters;

    private Settings(Llama teacher, Map<String, String> values, Map<String, String> parameters) {
        this.teacher = teacher;
        this.values = values;
        this.parameters = parameters;
    }

    static Settings of(String[] arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException(
                    "usage: RadioactivityBenchmark MODEL [NAME=VALUE...]; names and defaults: "
                            + new TreeMap<>(DEFAULTS));
        }
        Map<String, String> values = new TreeMap<>(DEFAULTS);
        Map<String, String> parameters = new TreeMap<>();
        for (String argument : Arrays.asList(arguments).subList(1, arguments.length)) {
            String[] parts = argument.split("=", 2);
            if (parts.length == 2 && parts[0].startsWith("scheme.")) {
                parameters.put(parts[0].substring("scheme.".length()), parts[1]);
            } else if (parts.length == 2 && values.containsKey(parts[0])) {
                values.put(parts[0], parts[1]);
            } else {
                throw new IllegalArgumentException("no setting " + argument + "; there are " + DEFAULTS.keySet());
            }
        }
        return new Settings(Llama.read(Path.of(arguments[0])), values, parameters);
    }

    Llama teacher() {
        return teacher;
    }

    String scheme() {
        return values.getOrDefault("scheme", "");
    }

    Map<String, String> parameters() {
        return parameters;
    }

    String start() {
        return values.getOrDefault("start", "");
    }

    long key() {
        return whole("key");
    }

    List<Double> shares() {
        return Arrays.stream(values.getOrDefault("shares", "").split(","))
                .map(Double::valueOf)
                .toList();
    }

    long tokens() {
        return whole("tokens");
    }

    /** Tokens of a prompt of marked text: after shorter ones, the same answers would come again and again. */
    int prompt() {
        return (int) whole("prompt");
    }

    /** Tokens of a prompt that a student is asked to go on with: the windows of longer ones would be left out. */
    int asked() {
        return (int) whole("asked");
    }

    long read() {
        return whole("read");
    }

    int openTexts() {
        return (int) whole("open-texts");
    }

    int windows() {
        return (int) whole("windows");
    }

    int decoys() {
        return (int) whole("decoys");
    }

    private long whole(String name) {
        return Long.parseLong(values.getOrDefault(name, ""));
    }

    /** A student of these stories. */
    Llama train(List<Story> stories, long seed) {
        Llama begin = switch (start()) {
            case "teacher" -> teacher;
            case "scratch" -> Llama.random(teacher.shape(), new Random(seed + 2_000_000));
            default -> throw new IllegalArgumentException("a student starts from scratch or teacher");
        };
        TrainingPlan plan = new TrainingPlan(
                (int) whole("steps"),
                (int) whole("batch"),
                Double.parseDouble(values.getOrDefault("rate", "")),
                0.05,
                0.01,
                1,
                0.5,
                seed);
        return new TorchTrainer()
                .train(begin, stories.stream().map(Story::example).toList(), plan, (step, steps, loss) -> {
                    if (step % 100 == 0 || step == 1) {
                        System.out.println("    update " + step + " of " + steps + ", loss " + loss);
                    }
                })
                .model();
    }

    /** A file in the folder that keeps what is written. */
    Path kept(String name) {
        return Path.of(values.getOrDefault("keep", ""), name);
    }
}
