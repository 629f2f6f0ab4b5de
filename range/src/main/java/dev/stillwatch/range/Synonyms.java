// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces words by words of like meaning, without regard to style: what a cheap rewriting program does. */
final class Synonyms {
    private static final Pattern WORD = Pattern.compile("(?<!\\{)\\b[A-Za-z]+\\b(?!\\})");
    private static final Map<String, List<String>> SETS = sets();

    private Synonyms() {}

    private static Map<String, List<String>> sets() {
        Map<String, List<String>> sets = new HashMap<>();
        for (String line : TextResource.load("synonyms.txt").lines("sets")) {
            List<String> set = List.of(line.split(" "));
            for (String word : set) {
                sets.putIfAbsent(word, set);
            }
        }
        return sets;
    }

    /** The text with each known word replaced with the given probability; slots stay. */
    static String replaced(String text, double probability, SplittableRandom random) {
        Matcher matcher = WORD.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String word = matcher.group();
            List<String> set = SETS.get(word.toLowerCase(Locale.ROOT));
            if (set != null && random.nextDouble() < probability) {
                String other = Slots.pick(set, random).replace('-', ' ');
                matcher.appendReplacement(
                        out,
                        Matcher.quoteReplacement(
                                Character.isUpperCase(word.charAt(0)) ? Slots.capitalised(other) : other));
            }
        }
        return matcher.appendTail(out).toString();
    }
}
