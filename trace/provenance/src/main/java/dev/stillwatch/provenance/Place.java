// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import java.util.Arrays;
import java.util.Locale;

/** Where a feature first stands, packed into an int: kind, number of parts, and index of its first character or token. */
final class Place {
    private static final GramKind[] KINDS = {
        GramKind.CHARACTERS, GramKind.WORDS, GramKind.CASED_WORD, GramKind.TEMPLATE, GramKind.RHYTHM
    };
    private static final int PARTS = 3;
    private static final int INDEX = 6;
    private static final int LONGEST_WORD = 20;

    private Place() {}

    /** Kind and number of parts, without an index. */
    static int of(GramKind kind, int parts) {
        return Arrays.asList(KINDS).indexOf(kind) | (parts << PARTS);
    }

    static int at(int kindAndParts, int index) {
        return kindAndParts | (index << INDEX);
    }

    static GramKind kind(int place) {
        return KINDS[place & 7];
    }

    static int parts(int place) {
        return (place >>> PARTS) & 7;
    }

    static int index(int place) {
        return place >>> INDEX;
    }

    static String describe(int place, FoldedText text, Tokens tokens) {
        int index = index(place);
        int parts = parts(place);
        return switch (kind(place)) {
            case CHARACTERS ->
                text.text(Math.max(0, index), Math.min(text.length(), index + parts))
                        .replace('\n', '\u21b5');
            case WORDS, CASED_WORD -> words(index, parts, kind(place) == GramKind.WORDS, text, tokens);
            case TEMPLATE -> classes(index, parts, tokens);
            case RHYTHM -> rhythm(index, parts, tokens);
        };
    }

    private static String words(int first, int parts, boolean lower, FoldedText text, Tokens tokens) {
        StringBuilder out = new StringBuilder();
        for (int i = first; i < first + parts; i++) {
            if (i > first) {
                out.append(' ');
            }
            int start = tokens.start(i);
            int end = Math.min(tokens.end(i), start + LONGEST_WORD);
            String word = text.text(start, end).replace('\n', '\u21b5');
            out.append(lower ? word.toLowerCase(Locale.ROOT) : word);
        }
        return out.toString();
    }

    private static String classes(int first, int parts, Tokens tokens) {
        StringBuilder out = new StringBuilder();
        for (int i = first; i < first + parts; i++) {
            out.append(i > first ? " " : "").append(WordClasses.name(tokens.classes()[i] & 0xFF));
        }
        return out.toString();
    }

    private static String rhythm(int first, int marks, Tokens tokens) {
        StringBuilder out = new StringBuilder();
        int seen = 0;
        int gap = 0;
        for (int i = first; i < tokens.size() && seen < marks; i++) {
            int wordClass = tokens.classes()[i] & 0xFF;
            if (WordClasses.isMark(wordClass)) {
                if (seen > 0) {
                    out.append(' ').append(Rhythm.gapName(gap)).append(' ');
                }
                out.append(WordClasses.name(wordClass));
                seen++;
                gap = 0;
            } else {
                gap++;
            }
        }
        return out.toString();
    }
}
