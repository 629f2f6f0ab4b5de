// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** One reply while it is sampled with a mark; not thread-safe, 4 bytes a token and the memory of contexts. */
public final class MarkedReply {

    private final MarkContext context;
    private final TokenChoice choice;
    private final RandomGenerator random;
    private final ContextHistory history;
    private int[] tokens;
    private int length;

    MarkedReply(MarkContext context, TokenChoice choice, int[] placed, int begin, RandomGenerator random) {
        this.context = context;
        this.choice = choice;
        this.random = random;
        this.history = context.history();
        this.tokens = Arrays.copyOf(placed, placed.length + 64);
        this.length = begin;
        while (length < placed.length) {
            leavesUnmarked();
            length++;
        }
    }

    /**
     * One token of a reply.
     *
     * @param marked whether the key had a part in the choice: not where one candidate is left, the context came before,
     *     or too few tokens stand before
     */
    public record Sampled(int token, boolean marked) {}

    /** Picks the next token and goes on after it. */
    public Sampled next(Candidates candidates) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
        }
        boolean marked = !leavesUnmarked() && candidates.size() > 1;
        int index = marked
                ? choice.choose(candidates, tokens, length, random)
                : candidates.size() == 1 ? 0 : Candidates.drawn(candidates.probabilities(), random);
        int token = candidates.id(index);
        tokens[length++] = token;
        return new Sampled(token, marked);
    }

    /** Goes on after a token that was not sampled here, an end of a turn or a forced one. */
    public void append(int token) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
        }
        leavesUnmarked();
        tokens[length++] = token;
    }

    private boolean leavesUnmarked() {
        int width = context.width();
        return length < width || history.repeats(Lcg.foldAll(1, tokens, length - width, width));
    }
}
