// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import dev.stillwatch.canaries.Wordings;
import java.util.Set;

/**
 * Finds out, while an answer's text comes in pieces, whether it is English prose that a sentence can be added to. Holds
 * the text's last {@value #TAIL} characters at most. Not thread-safe.
 */
final class AnswerProse {
    private static final int TAIL = 1_000;
    private static final int FEWEST_WORDS = 20;
    /* Of English prose, some two words in five are among these; of other languages and of code hardly any. */
    private static final Set<String> COMMON = Set.of(
            "the", "a", "an", "and", "of", "to", "in", "is", "are", "that", "for", "with", "it", "as", "be", "on", "or",
            "this", "by", "can", "you", "from", "at", "was", "which", "not", "but", "they", "their", "we", "have");
    private static final int LONGEST_COMMON = 5;
    private static final String CLOSING_MARKS = "\"')]}\u201d\u2019\u00bb*_";
    private static final String FULL_STOPS = ".!\u2026";

    private final StringBuilder tail = new StringBuilder();
    private final StringBuilder word = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private long words;
    private long common;
    private boolean fenced;
    private char first = ' ';
    private String lastLine = "";

    /** The next piece of the text. */
    void add(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (first == ' ' && !Character.isWhitespace(c)) {
                first = c;
            }
            word(c);
            line(c);
        }
        tail.append(piece);
        if (tail.length() > 2 * TAIL) {
            tail.delete(0, tail.length() - TAIL);
        }
    }

    private void word(char c) {
        if (Character.isLetter(c)) {
            if (word.length() <= LONGEST_COMMON) {
                word.append(Character.toLowerCase(c));
            }
        } else if (!word.isEmpty()) {
            words++;
            common += COMMON.contains(word.toString()) ? 1 : 0;
            word.setLength(0);
        }
    }

    /* Of a line only its beginning tells what it is. */
    private void line(char c) {
        if (c == '\n' || c == '\r') {
            endLine();
        } else if (line.length() < 8) {
            line.append(c);
        }
    }

    private void endLine() {
        String begun = line.toString();
        line.setLength(0);
        if (begun.isBlank()) {
            return;
        }
        lastLine = begun;
        if (isFence(begun)) {
            fenced = !fenced;
        }
    }

    private static boolean isFence(String begun) {
        String bare = begun.stripLeading();
        return bare.startsWith("```") || bare.startsWith("~~~");
    }

    /** Whether the text, as far as it came, can be followed by a sentence of its kind. */
    boolean suits() {
        String last = line.toString().isBlank() ? lastLine : line.toString();
        boolean open = fenced != (!line.isEmpty() && isFence(line.toString()));
        return words >= FEWEST_WORDS
                && 5 * common >= words
                && "{[<".indexOf(first) < 0
                && !open
                && !isFence(last)
                && !last.startsWith("    ")
                && !last.startsWith("\t")
                && "|>".indexOf(last.stripLeading().charAt(0)) < 0
                && endsLikeASentence()
                && !Wordings.endsWithOne(tail.toString());
    }

    private boolean endsLikeASentence() {
        int at = tail.length() - 1;
        while (at >= 0 && (Character.isWhitespace(tail.charAt(at)) || CLOSING_MARKS.indexOf(tail.charAt(at)) >= 0)) {
            at--;
        }
        return at >= 0 && FULL_STOPS.indexOf(tail.charAt(at)) >= 0;
    }

    /** What makes the next sentence a paragraph of its own. */
    String gap() {
        int breaks = 0;
        for (int at = tail.length() - 1; at >= 0 && Character.isWhitespace(tail.charAt(at)); at--) {
            breaks += tail.charAt(at) == '\n' ? 1 : 0;
        }
        return "\n".repeat(Math.max(0, 2 - breaks));
    }
}
