// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tracing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Tokens of lower-case text: its most frequent words, and characters for whatever else it has.
 *
 * <p>0 stands for characters outside ASCII, 1 begins a text and 2 ends it. Immutable.
 */
final class Language {
    static final int UNKNOWN = 0;
    static final int BEGIN = 1;
    static final int END = 2;

    private static final int FIRST_CHARACTER = 3;
    private static final int FIRST_WORD = FIRST_CHARACTER + '~' - ' ' + 1;
    private static final Pattern PIECE = Pattern.compile(" ?[a-z]+| ?[^a-z]");

    private final Map<String, Integer> ids = new HashMap<>();

    private Language(List<String> words) {
        for (char c = ' '; c <= '~'; c++) {
            ids.put(String.valueOf(c), FIRST_CHARACTER + c - ' ');
        }
        for (int i = 0; i < words.size(); i++) {
            ids.put(words.get(i), FIRST_WORD + i);
        }
    }

    /** The language of these texts, with so many tokens in all. */
    static Language of(List<String> texts, int size) {
        Map<String, Long> counts = new HashMap<>();
        for (String text : texts) {
            pieces(text).stream()
                    .filter(piece -> piece.length() > 1)
                    .forEach(piece -> counts.merge(piece, 1L, Long::sum));
        }
        return new Language(counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())))
                .limit(size - FIRST_WORD)
                .map(Map.Entry::getKey)
                .toList());
    }

    int size() {
        return FIRST_CHARACTER + ids.size();
    }

    /** The tokens of a text, with its beginning and end. */
    List<Integer> encode(String text) {
        List<Integer> tokens = new ArrayList<>();
        tokens.add(BEGIN);
        for (String piece : pieces(text)) {
            Integer whole = ids.get(piece);
            if (whole != null) {
                tokens.add(whole);
            } else {
                piece.chars().forEach(c -> tokens.add(ids.getOrDefault(String.valueOf((char) c), UNKNOWN)));
            }
        }
        tokens.add(END);
        return tokens;
    }

    private static List<String> pieces(String text) {
        return PIECE.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
