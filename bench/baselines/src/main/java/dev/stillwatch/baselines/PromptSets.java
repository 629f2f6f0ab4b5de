// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The public prompt sets that windows are dealt from, read from a folder of gzipped JSON lines.
 *
 * <p>Equal prompts of a set count once, so that no prompt stands on both sides of a split. Sets longer than {@value
 * #MOST} prompts ({@value #ATTACKER_MOST} for an attacker) are cut to a seeded sample.
 */
final class PromptSets {
    /** Most prompts taken of ordinary traffic. */
    static final int MOST = 6_000;
    /** Most prompts taken of an attacker. */
    static final int ATTACKER_MOST = 2_500;

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> TEXT =
            Set.of("turns", "prompt", "question", "text", "Behavior", "forbidden_prompt");

    private static final Map<String, List<String>> BENIGN = new LinkedHashMap<>();
    private static final Map<String, List<String>> ATTACKERS = new LinkedHashMap<>();

    static {
        BENIGN.put(
                "people",
                List.of(
                        "benign/arena_users",
                        "benign/koala",
                        "benign/hh_chats",
                        "benign/arena_hard_prompts",
                        "benign/prompts_chat",
                        "benign/self_instruct_user_oriented"));
        BENIGN.put("gsm8k", List.of("benign_hard/gsm8k"));
        BENIGN.put("t0", List.of("benign_hard/t0_template_jobs"));
        ATTACKERS.put("alpaca", List.of("campaign/alpaca52k"));
        ATTACKERS.put("codealpaca", List.of("campaign/codealpaca2k"));
        ATTACKERS.put(
                "jailbreak",
                List.of(
                        "jailbreak/jailbreakbench",
                        "jailbreak/gptfuzz_templates",
                        "jailbreak/harmbench_val",
                        "jailbreak/strongreject"));
        ATTACKERS.put("gsm8k", BENIGN.getOrDefault("gsm8k", List.of()));
        ATTACKERS.put("t0", BENIGN.getOrDefault("t0", List.of()));
    }

    private final Path folder;

    /**
     * The sets of a folder.
     *
     * @throws StillwatchException when the folder is missing; says what it should hold
     */
    PromptSets(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new StillwatchException(
                    folder + ": the data folder is missing. It holds public prompt sets that cannot"
                            + " be shipped; docs/benchmarks.md, \"Real prompts\", lists them and where they come from.");
        }
        this.folder = folder;
    }

    /** Names of ordinary traffic. */
    static List<String> benignNames() {
        return List.copyOf(BENIGN.keySet());
    }

    /** Names of what attackers send; GSM8K and T0 stand here too, since both have been used to distil models. */
    static List<String> attackerNames() {
        return List.copyOf(ATTACKERS.keySet());
    }

    /** The prompts of ordinary traffic. */
    List<String> benign(String name) {
        return sample(read(BENIGN.getOrDefault(name, List.of())), MOST);
    }

    /** The prompts of an attacker. */
    List<String> attacker(String name) {
        return sample(read(ATTACKERS.getOrDefault(name, List.of())), ATTACKER_MOST);
    }

    private static List<String> sample(Set<String> prompts, int most) {
        List<String> order = new ArrayList<>(prompts);
        Collections.shuffle(order, new Random(7));
        return List.copyOf(order.subList(0, Math.min(most, order.size())));
    }

    private Set<String> read(List<String> files) {
        Set<String> prompts = new LinkedHashSet<>();
        for (String file : files) {
            Path path = folder.resolve(file + ".jsonl.gz");
            if (!Files.isRegularFile(path)) {
                throw new StillwatchException(
                        path + ": missing; docs/benchmarks.md, \"Real prompts\", says where it comes from");
            }
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8));
                    Stream<String> all = lines.lines()) {
                all.forEach(line -> prompts.addAll(prompts(line)));
            } catch (IOException | JacksonException e) {
                throw new StillwatchException(path + ": cannot be read as gzipped JSON lines", e);
            }
        }
        return prompts;
    }

    /** What a row says was asked: every string under a known name, or instruction and input. */
    static List<String> prompts(String line) {
        List<String> texts = new ArrayList<>();
        String instruction = "";
        String input = "";
        String name = "";
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    name = parser.currentName();
                } else if (token == JsonToken.VALUE_STRING) {
                    String value = parser.getString().strip();
                    if (TEXT.contains(name) && !value.isEmpty()) {
                        texts.add(value);
                    } else if (name.equals("instruction")) {
                        instruction = value;
                    } else if (name.equals("input")) {
                        input = value;
                    }
                }
            }
        }
        if (texts.isEmpty() && !instruction.isEmpty()) {
            texts.add(input.isEmpty() ? instruction : instruction + "\n\n" + input);
        }
        return texts;
    }
}
