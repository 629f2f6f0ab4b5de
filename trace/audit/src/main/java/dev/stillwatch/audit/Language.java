// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Guesses a text's language by its script and, for Latin letters, its commonest words. Good enough to compare like with
 * like, not to name a language: looks at the first 400 characters only.
 */
final class Language {
    /** Too little text, or of no language that is looked for. */
    static final String OTHER = "other";

    private static final int LOOKED_AT = 400;
    private static final int FEWEST_WORDS = 4;
    private static final Map<String, List<String>> COMMON = Map.of(
            "en",
                    List.of(
                            "the", "and", "of", "to", "is", "in", "that", "it", "for", "you", "with", "this", "are",
                            "be"),
            "de",
                    List.of(
                            "der", "die", "und", "das", "ist", "nicht", "ein", "eine", "zu", "den", "mit", "auf", "für",
                            "sie"),
            "fr",
                    List.of(
                            "le", "la", "les", "et", "est", "des", "une", "du", "que", "pour", "dans", "vous", "pas",
                            "qui"),
            "es",
                    List.of(
                            "el", "los", "las", "que", "es", "una", "por", "con", "para", "del", "se", "como", "más",
                            "y"),
            "pt", List.of("o", "os", "que", "não", "uma", "para", "com", "do", "da", "em", "é", "são", "mais", "você"),
            "it",
                    List.of(
                            "il", "che", "di", "è", "una", "per", "con", "non", "sono", "della", "gli", "nel", "più",
                            "come"),
            "nl",
                    List.of(
                            "de", "het", "een", "van", "en", "niet", "dat", "zijn", "voor", "met", "op", "je", "te",
                            "ook"));
    private static final Map<String, String> BY_WORD = byWord();

    private Language() {}

    /** A word of several languages counts for none. */
    private static Map<String, String> byWord() {
        Map<String, String> words = new HashMap<>();
        COMMON.forEach((language, list) -> list.forEach(word -> words.merge(word, language, (a, b) -> "")));
        return words;
    }

    /** A language's code, {@code code} for program text, or {@link #OTHER}. */
    static String of(String text) {
        int end = Math.min(text.length(), LOOKED_AT);
        int[] scripts = new int[6];
        int letters = 0;
        int programming = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                programming += c == '{' || c == '}' || c == ';' || c == '=' || c == '(' || c == ')' || c == '<' ? 1 : 0;
                letters += Character.isLetter(c) ? 1 : 0;
            } else if (Character.isLetter(c)) {
                letters++;
                int script = script(c);
                if (script >= 0) {
                    scripts[script]++;
                }
            }
        }
        if (programming * 12 > end) {
            return "code";
        }
        String written = byScript(scripts, letters);
        return written.isEmpty() ? byWords(text.substring(0, end)) : written;
    }

    private static int script(char c) {
        if (c >= 0x3040 && c < 0x3100) {
            return 1;
        }
        if (c >= 0x4E00 && c < 0xA000) {
            return 0;
        }
        if (c >= 0xAC00 && c < 0xD7B0) {
            return 2;
        }
        if (c >= 0x0400 && c < 0x0530) {
            return 3;
        }
        return c >= 0x0600 && c < 0x0780 ? 4 : c >= 0x0900 && c < 0x0D80 ? 5 : -1;
    }

    private static String byScript(int[] scripts, int letters) {
        if (scripts[0] + scripts[1] > letters / 3) {
            return scripts[1] > scripts[0] / 20 ? "ja" : "zh";
        }
        String[] names = {"", "", "ko", "ru", "ar", "hi"};
        for (int i = 2; i < scripts.length; i++) {
            if (scripts[i] > letters / 3) {
                return names[i];
            }
        }
        return "";
    }

    private static String byWords(String text) {
        Map<String, Integer> votes = new HashMap<>();
        int words = 0;
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean letter = i < text.length() && Character.isLetter(text.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                words++;
                String language = i - start > 5
                        ? ""
                        : BY_WORD.getOrDefault(text.substring(start, i).toLowerCase(Locale.ROOT), "");
                if (!language.isEmpty()) {
                    votes.merge(language, 1, Integer::sum);
                }
                start = -1;
            }
        }
        int least = Math.max(2, words / 25);
        return words < FEWEST_WORDS
                ? OTHER
                : votes.entrySet().stream()
                        .filter(each -> each.getValue() >= least)
                        .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                        .map(Map.Entry::getKey)
                        .orElse(OTHER);
    }
}
