// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of words beforehand: particles, titles, common words, short forms, and variants of given names. */
final class WordClasses {
    private static final Map<String, Set<String>> CLASSES = classes();
    private static final Map<String, int[]> VARIANTS = variants();
    private static final Map<String, List<String>> WRITTEN_OUT = writtenOut();
    private static final Map<String, String> NUMBERS = numbers();

    private static final double GENERIC_WEIGHT = 0.5;
    private static final double COMMON_WEIGHT = 0.7;
    private static final double SMALL_WEIGHT = 0.15;
    private static final double INITIAL_WEIGHT = 0.3;
    private static final double SHORT_WEIGHT = 0.8;
    private static final int SHORT = 3;

    private WordClasses() {}

    static boolean particle(String word) {
        return is("particle", word);
    }

    static boolean title(String word) {
        return is("title", word);
    }

    static boolean generic(String word) {
        return is("generic", word);
    }

    private static boolean is(String name, String word) {
        return CLASSES.getOrDefault(name, Set.of()).contains(word);
    }

    static double weight(String word, NameToken.Role role) {
        return switch (role) {
            case PARTICLE, TITLE -> SMALL_WEIGHT;
            case INITIAL -> INITIAL_WEIGHT;
            case NUMBER -> INITIAL_WEIGHT;
            case WORD -> {
                if (generic(word)) {
                    yield GENERIC_WEIGHT;
                }
                if (is("common", word) || is("common folded", SoundForm.folded(word))) {
                    yield COMMON_WEIGHT;
                }
                yield word.length() <= SHORT ? SHORT_WEIGHT : 1;
            }
        };
    }

    /** Whether both are forms of one given name. */
    static boolean variants(String a, String b) {
        int[] groups = VARIANTS.get(a);
        int[] others = groups == null ? null : VARIANTS.get(b);
        if (groups == null || others == null) {
            return false;
        }
        for (int group : groups) {
            for (int other : others) {
                if (group == other) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The groups of variants that the word belongs to. */
    static int[] variantGroups(String word) {
        int[] groups = VARIANTS.get(word);
        return groups == null ? new int[0] : groups.clone();
    }

    /** The words that a short form stands for, else the word itself. */
    static List<String> writtenOut(String word) {
        return WRITTEN_OUT.getOrDefault(word, List.of(word));
    }

    /** The digits of a number written in words or ordinal; the word itself if it is none. */
    static String number(String word) {
        return NUMBERS.getOrDefault(word, word);
    }

    private static Map<String, Set<String>> classes() {
        Map<String, Set<String>> classes = new HashMap<>();
        for (String line : WordList.lines("words.txt")) {
            int colon = line.indexOf(':');
            Set<String> words = classes.computeIfAbsent(line.substring(0, colon), _ -> new HashSet<>());
            words.addAll(List.of(line.substring(colon + 1).strip().split("\\s+")));
        }
        Set<String> folded = new HashSet<>();
        classes.getOrDefault("common", Set.of()).forEach(word -> folded.add(SoundForm.folded(word)));
        classes.put("common folded", folded);
        return classes;
    }

    private static Map<String, int[]> variants() {
        Map<String, List<Integer>> groups = new HashMap<>();
        int number = 0;
        for (String line : WordList.lines("variants.txt")) {
            for (String word : line.split("\\s+")) {
                groups.computeIfAbsent(word, _ -> new ArrayList<>()).add(number);
            }
            number++;
        }
        Map<String, int[]> variants = new HashMap<>();
        groups.forEach((word, numbers) ->
                variants.put(word, numbers.stream().mapToInt(Integer::intValue).toArray()));
        return variants;
    }

    private static Map<String, List<String>> writtenOut() {
        Map<String, List<String>> writtenOut = new HashMap<>();
        for (String line : WordList.lines("abbreviations.txt")) {
            int equals = line.indexOf('=');
            writtenOut.put(
                    line.substring(0, equals),
                    List.of(line.substring(equals + 1).split(" ")));
        }
        return writtenOut;
    }

    private static Map<String, String> numbers() {
        Map<String, String> numbers = new HashMap<>();
        String[] words = {
            "one two three four five six seven eight nine ten eleven twelve",
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
            "1st 2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th"
        };
        for (String line : words) {
            String[] each = line.split(" ");
            for (int i = 0; i < each.length; i++) {
                numbers.put(each[i], Integer.toString(i + 1));
            }
        }
        String[] roman = "ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(" ");
        for (int i = 0; i < roman.length; i++) {
            numbers.put(roman[i], Integer.toString(i + 2));
        }
        return numbers;
    }
}
