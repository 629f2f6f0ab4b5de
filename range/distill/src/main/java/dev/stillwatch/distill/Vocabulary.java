// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens of teacher and students: whole words of the problems' wordings, and every printable ASCII character.
 *
 * <p>Words and punctuation take a space that follows into their token; numbers and single letters never do, so that they
 * look the same wherever they stand. Numbers below 100 are one token, longer ones a token for each digit. Any text can be encoded, and all but characters outside ASCII decoded as it was.
 *
 * <p>Immutable and thread-safe.
 */
public final class Vocabulary {
    /** Begins every sequence. */
    public static final int START = 0;
    /** After the prompt: what follows is the model's. */
    public static final int REPLY = 1;
    /** After the reasoning: what follows is the answer. */
    public static final int ANSWER = 2;
    /** Ends every sequence. */
    public static final int END = 3;

    private static final int UNKNOWN = 4;
    private static final List<String> SPECIAL = List.of("<start>", "<reply>", "<answer>", "<end>", "<unknown>");
    private static final Pattern PIECE =
            Pattern.compile("[A-Za-z]{2,} ?|[.,;:?!] ?|(?<!\\d)[1-9]\\d(?!\\d)|.", Pattern.DOTALL);

    private static final Vocabulary STANDARD = ofProblems();

    private final List<String> texts;
    private final Map<String, Integer> ids;

    private Vocabulary(List<String> texts) {
        this.texts = List.copyOf(texts);
        Map<String, Integer> numbers = new HashMap<>();
        for (int id = SPECIAL.size(); id < texts.size(); id++) {
            numbers.put(texts.get(id), id);
        }
        ids = Map.copyOf(numbers);
    }

    /** The vocabulary of all {@link ProblemKind}s. */
    public static Vocabulary standard() {
        return STANDARD;
    }

    private static Vocabulary ofProblems() {
        Set<String> pieces = new LinkedHashSet<>();
        for (char c = ' '; c <= '~'; c++) {
            pieces.add(String.valueOf(c));
        }
        for (int number = 10; number < 100; number++) {
            pieces.add(Integer.toString(number));
        }
        for (ProblemKind kind : ProblemKind.values()) {
            for (String phrase : kind.phrases()) {
                Matcher piece = PIECE.matcher(phrase.replace("%s", "0"));
                while (piece.find()) {
                    // A word may end a phrase and go on in another, so that it needs both forms.
                    String bare = piece.group().strip();
                    if (!bare.isEmpty()) {
                        pieces.add(bare);
                        if (bare.length() > 1 || ".,;:?!".contains(bare)) {
                            pieces.add(bare + " ");
                        }
                    }
                }
            }
        }
        List<String> texts = new ArrayList<>(SPECIAL);
        texts.addAll(pieces);
        return new Vocabulary(texts);
    }

    public int size() {
        return texts.size();
    }

    /** What a token stands for; the marks between parts have names in angle brackets. */
    public String text(int token) {
        return texts.get(token);
    }

    /** Every token's text, by id. */
    public List<String> texts() {
        return texts;
    }

    /** The tokens of a text, without any of the marks between parts. */
    public List<Integer> encode(String text) {
        List<Integer> tokens = new ArrayList<>();
        Matcher piece = PIECE.matcher(text);
        while (piece.find()) {
            Integer whole = ids.get(piece.group());
            if (whole != null) {
                tokens.add(whole);
            } else {
                piece.group().chars().forEach(c -> tokens.add(ids.getOrDefault(String.valueOf((char) c), UNKNOWN)));
            }
        }
        return tokens;
    }

    /** The text of tokens; marks between parts are left out. */
    public String decode(List<Integer> tokens) {
        StringBuilder text = new StringBuilder();
        for (int token : tokens) {
            if (token >= SPECIAL.size()) {
                text.append(texts.get(token));
            }
        }
        return text.toString();
    }

    /** The token that has this text, marks between parts included; {@link #encode} for texts of several tokens. */
    public int token(String text) {
        int special = SPECIAL.indexOf(text);
        return special >= 0 ? special : ids.getOrDefault(text, UNKNOWN);
    }
}
