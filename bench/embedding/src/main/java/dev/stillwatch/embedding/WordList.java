// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import dev.stillwatch.detect.PromptTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The words that get a vector: those of several texts, then the whole words of the sentence model's vocabulary. */
final class WordList {
    /** What every run of digits is to detection. */
    private static final String NUMBER = "#";

    private static final int TEXTS = 3;
    private static final Pattern WORD = Pattern.compile("\\p{L}+|\\p{Nd}+");

    private final List<String> words;
    private final int[] hashes;
    private final double[] shares;
    private final Map<Integer, Integer> indices = new HashMap<>();

    private WordList(Map<Integer, String> byHash, Map<String, Integer> uses, int texts) {
        List<Integer> ascending =
                byHash.keySet().stream().sorted(Comparator.naturalOrder()).toList();
        hashes = ascending.stream().mapToInt(h -> h).toArray();
        words = ascending.stream().map(h -> byHash.getOrDefault(h, "")).toList();
        shares = words.stream()
                .mapToDouble(w -> (uses.getOrDefault(w, 0) + 0.5) / texts)
                .toArray();
        for (int i = 0; i < hashes.length; i++) {
            indices.put(hashes[i], i);
        }
    }

    /** At most so many words. */
    static WordList of(List<String> texts, int most) throws IOException {
        Map<String, Integer> uses = new LinkedHashMap<>();
        for (String text : texts) {
            Set<String> seen = new HashSet<>();
            Matcher matcher = WORD.matcher(text);
            while (matcher.find()) {
                String run = matcher.group();
                String word = Character.isDigit(run.charAt(0)) ? NUMBER : run.toLowerCase(Locale.ROOT);
                if (seen.add(word)) {
                    uses.merge(word, 1, Integer::sum);
                }
            }
        }
        List<String> candidates = new ArrayList<>(uses.entrySet().stream()
                .filter(use -> use.getValue() >= TEXTS)
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .map(Map.Entry::getKey)
                .toList());
        candidates.addAll(vocabulary());
        Map<Integer, String> byHash = new LinkedHashMap<>();
        for (String word : candidates) {
            if (byHash.size() < most && isOneToken(word)) {
                byHash.putIfAbsent(PromptTokens.hashOf(word), word);
            }
        }
        return new WordList(byHash, uses, texts.size());
    }

    private static boolean isOneToken(String word) {
        PromptTokens tokens = PromptTokens.of(word);
        return word.equals(NUMBER) || (tokens.size() == 1 && tokens.hash(0) == PromptTokens.hashOf(word));
    }

    /** The tokenizer's vocabulary in its own order, which is roughly by frequency. */
    private static List<String> vocabulary() throws IOException {
        List<String> words = new ArrayList<>();
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), SentenceModel.tokenizerFile())) {
            boolean inside = false;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    if (inside && WORD.matcher(name).matches() && !Character.isDigit(name.charAt(0))) {
                        words.add(name);
                    }
                    inside |= name.equals("vocab");
                } else if (token == JsonToken.END_OBJECT) {
                    inside = false;
                }
            }
        }
        return words;
    }

    int size() {
        return hashes.length;
    }

    /** Hashes of the words, strictly ascending; every index below is a place in this order. */
    int[] hashes() {
        return hashes;
    }

    /** The words as the sentence model is asked about them. */
    List<String> spelled() {
        return words.stream().map(w -> w.equals(NUMBER) ? "number" : w).toList();
    }

    /** Share of the texts that hold the word at {@code index}, above 0. */
    double share(int index) {
        return shares[index];
    }

    /** Indices of the listed words of a text that an embedding is made of, with repeats. */
    int[] indices(String text) {
        return Arrays.stream(KeptWords.of(text))
                .filter(indices::containsKey)
                .map(hash -> indices.getOrDefault(hash, 0))
                .toArray();
    }
}
