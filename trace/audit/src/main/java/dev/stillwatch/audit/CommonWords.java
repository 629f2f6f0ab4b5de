// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The commonest words of languages in Latin letters. Makes no objects of the words of a text. */
final class CommonWords {
    private static final int FEWEST_WORDS = 4;
    private static final int LONGEST = 5;
    /** Bits of a letter in a word's number; all letters of the words below fit. */
    private static final int LETTER = 12;

    private static final int PLACE_BITS = 9;
    private static final int PLACES = 1 << PLACE_BITS;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final byte NONE = -1;

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
    /** Latin letters in lower case, by the letter; 0 for what is none. */
    private static final char[] LATIN = new char[0x250];

    private static final String[] LANGUAGES = new TreeSet<>(COMMON.keySet()).toArray(String[]::new);
    /** Numbers of words by their hash, in the next free place; 0 where there is none. */
    private static final long[] WORDS = new long[PLACES];
    /** The language of each, as an index; {@link #NONE} of a word of several, and of no word. */
    private static final byte[] LANGUAGE_OF = new byte[PLACES];

    static {
        for (char c = 0; c < LATIN.length; c++) {
            LATIN[c] = letter(c);
        }
        Map<String, Byte> languages = new HashMap<>();
        for (byte i = 0; i < LANGUAGES.length; i++) {
            for (String word : COMMON.getOrDefault(LANGUAGES[i], List.of())) {
                languages.merge(word, i, (_, _) -> NONE);
            }
        }
        Arrays.fill(LANGUAGE_OF, NONE);
        languages.forEach((word, language) -> {
            long number = 0;
            for (int i = 0; i < word.length(); i++) {
                number = (number << LETTER) | word.charAt(i);
            }
            int place = place(number);
            WORDS[place] = number;
            LANGUAGE_OF[place] = language;
        });
    }

    private CommonWords() {}

    /** The language most of whose words are in a text, or {@link Language#OTHER}. */
    static String language(char[] text) {
        int[] votes = new int[LANGUAGES.length];
        int words = 0;
        int length = 0;
        long number = 0;
        for (int i = 0; i <= text.length; i++) {
            char c = i < text.length ? text[i] : ' ';
            char letter = c < LATIN.length ? LATIN[c] : letter(c);
            if (letter != 0) {
                number = (number << LETTER) | letter;
                length += (letter >> LETTER) == 0 ? 1 : LONGEST + 1;
            } else if (length > 0) {
                words++;
                byte language = length > LONGEST ? NONE : LANGUAGE_OF[place(number)];
                if (language != NONE) {
                    votes[language]++;
                }
                length = 0;
                number = 0;
            }
        }
        return words < FEWEST_WORDS ? Language.OTHER : most(votes, Math.max(2, words / 25));
    }

    private static String most(int[] votes, int least) {
        String language = Language.OTHER;
        int most = least;
        for (int i = 0; i < votes.length; i++) {
            if (votes[i] >= most) {
                most = votes[i];
                language = LANGUAGES[i];
            }
        }
        return language;
    }

    /** A letter in lower case, or 0. */
    private static char letter(char c) {
        // The capital I with a dot becomes two characters in lower case, so it is in none of the words.
        return !Character.isLetter(c) ? 0 : c == '\u0130' ? c : Character.toLowerCase(c);
    }

    /** Where a word is, or would be. */
    private static int place(long number) {
        int place = (int) ((number * SPREAD) >>> (Long.SIZE - PLACE_BITS));
        while (WORDS[place] != number && WORDS[place] != 0) {
            place = (place + 1) % PLACES;
        }
        return place;
    }
}
