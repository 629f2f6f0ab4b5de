// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import dev.stillwatch.elicitation.DataSets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Prompts of public data sets: those trained on, all Apache-2.0, MIT or CC0, and those held out. */
final class PublicTexts {
    /** Longest part of a text that is used, in characters. */
    static final int LONGEST = 1_000;

    private static final int LONGEST_PART = 400;
    private static final int FEWEST_WORDS = 4;
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?\\n])\\s+");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NOT_A_WORD = Pattern.compile("\\W+");

    private record Source(String file, List<String> members, int most) {}

    // The large sets are cut, so that no kind of prompt drowns the others.
    private static final List<Source> TRAINED = List.of(
            new Source("benign/arena_hard_prompts", List.of("prompt"), Integer.MAX_VALUE),
            new Source("benign/koala", List.of("prompt"), Integer.MAX_VALUE),
            new Source("benign/prompts_chat", List.of("prompt"), Integer.MAX_VALUE),
            new Source("benign/hh_chats", List.of("turns"), Integer.MAX_VALUE),
            new Source("benign/self_instruct_user_oriented", List.of("instruction", "input"), Integer.MAX_VALUE),
            new Source("campaign/self_instruct_seeds", List.of("instruction", "input"), Integer.MAX_VALUE),
            new Source("benign_hard/gsm8k", List.of("question"), 1_200),
            new Source("benign_hard/t0_template_jobs", List.of("prompt"), 1_500),
            new Source("benign_hard/rubric_grading", List.of("prompt"), 100),
            new Source("jailbreak/jailbreakbench", List.of("prompt"), 300),
            new Source("jailbreak/strongreject", List.of("forbidden_prompt"), Integer.MAX_VALUE),
            new Source("jailbreak/harmbench_val", List.of("Behavior"), Integer.MAX_VALUE),
            new Source("jailbreak/gptfuzz_templates", List.of("text"), Integer.MAX_VALUE));

    private static final List<Source> HELD_OUT = List.of(
            new Source("benign/arena_users", List.of("turns"), 600),
            new Source("benign_hard/xstest", List.of("prompt"), 450),
            new Source("campaign/alpaca52k", List.of("instruction", "input"), 1_500),
            new Source("campaign/codealpaca2k", List.of("instruction", "input"), 400));

    private static final Map<String, List<Source>> FOR_WINDOWS = Map.of(
            "people",
                    List.of(
                            new Source("benign/arena_users", List.of("turns"), Integer.MAX_VALUE),
                            new Source("benign/koala", List.of("prompt"), Integer.MAX_VALUE),
                            new Source("benign/hh_chats", List.of("turns"), Integer.MAX_VALUE),
                            new Source("benign/arena_hard_prompts", List.of("prompt"), Integer.MAX_VALUE),
                            new Source("benign/prompts_chat", List.of("prompt"), Integer.MAX_VALUE),
                            new Source(
                                    "benign/self_instruct_user_oriented",
                                    List.of("instruction", "input"),
                                    Integer.MAX_VALUE)),
            "chats", List.of(new Source("benign/hh_chats", List.of("turns"), Integer.MAX_VALUE)),
            "gsm8k", List.of(new Source("benign_hard/gsm8k", List.of("question"), Integer.MAX_VALUE)),
            "t0", List.of(new Source("benign_hard/t0_template_jobs", List.of("prompt"), Integer.MAX_VALUE)),
            "grading", List.of(new Source("benign_hard/rubric_grading", List.of("prompt"), Integer.MAX_VALUE)),
            "alpaca", List.of(new Source("campaign/alpaca52k", List.of("instruction", "input"), 9_000)),
            "codealpaca",
                    List.of(new Source("campaign/codealpaca2k", List.of("instruction", "input"), Integer.MAX_VALUE)),
            "jailbreaks", List.of(new Source("jailbreak/jailbreakbench", List.of("prompt"), Integer.MAX_VALUE)));

    private PublicTexts() {}

    /** Prompts to train on, shuffled. */
    static List<String> trained(DataSets data, long seed) throws IOException {
        Random random = new Random(seed);
        List<String> all = new ArrayList<>();
        for (Source source : TRAINED) {
            all.addAll(read(data, source, random));
        }
        Collections.shuffle(all, random);
        return all;
    }

    /** Held-out prompts by data set. */
    static Map<String, List<String>> heldOut(DataSets data, long seed) throws IOException {
        Random random = new Random(seed);
        Map<String, List<String>> sets = new LinkedHashMap<>();
        for (Source source : HELD_OUT) {
            String name = source.file().substring(source.file().indexOf('/') + 1);
            sets.put(name, read(data, source, random));
        }
        return sets;
    }

    /** All different prompts of the sets that windows are drawn from. */
    static Map<String, List<String>> forWindows(DataSets data) throws IOException {
        Random random = new Random(0);
        Map<String, List<String>> sets = new TreeMap<>();
        for (String name : FOR_WINDOWS.keySet().stream().sorted().toList()) {
            List<String> texts = new ArrayList<>();
            for (Source source : FOR_WINDOWS.getOrDefault(name, List.of())) {
                texts.addAll(read(data, source, random));
            }
            sets.put(name, texts);
        }
        return sets;
    }

    /** Runs of one to three sentences of the texts, shuffled: they hold words in more company than whole prompts. */
    static List<String> parts(List<String> texts, int most, long seed) {
        Random random = new Random(seed);
        Set<String> parts = new LinkedHashSet<>();
        for (String text : texts) {
            List<String> sentences = SENTENCE_END.splitAsStream(text).toList();
            int taken;
            for (int i = 0; i < sentences.size(); i += taken) {
                taken = Math.max(1, random.nextInt(5) - 1);
                String part = cut(
                        String.join(" ", sentences.subList(i, Math.min(sentences.size(), i + taken))), LONGEST_PART);
                if (NOT_A_WORD.split(part).length >= FEWEST_WORDS) {
                    parts.add(part);
                }
            }
        }
        List<String> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(most, shuffled.size()));
    }

    private static List<String> read(DataSets data, Source source, Random random) throws IOException {
        Set<String> texts = new LinkedHashSet<>();
        for (Map<String, List<String>> row : data.rows(source.file())) {
            if (source.members().equals(List.of("turns"))) {
                texts.addAll(row.getOrDefault("turns", List.of()));
            } else {
                List<String> parts = new ArrayList<>();
                for (String member : source.members()) {
                    parts.addAll(row.getOrDefault(member, List.of("")).subList(0, 1));
                }
                texts.add(String.join("\n", parts).strip());
            }
        }
        texts.removeIf(String::isBlank);
        List<String> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, Math.min(source.most(), shuffled.size()));
    }

    /** What the sentence model is given of a text. */
    static String cut(String text, int longest) {
        String line = SPACE.matcher(text).replaceAll(" ");
        return line.length() <= longest ? line : line.substring(0, longest);
    }
}
