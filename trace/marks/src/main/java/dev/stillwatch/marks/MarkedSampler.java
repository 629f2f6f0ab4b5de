// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.random.RandomGenerator;

/**
 * Picks tokens so that a mark stays in them, by the rules of the public software: which tokens form the context, what
 * pads its start, and when a repeated context is left unmarked.
 *
 * <p>Immutable and thread-safe. A mark needs a choice: at temperature 0, or wherever one candidate is left, tokens are
 * unmarked.
 */
public final class MarkedSampler {

    private final MarkContext context;
    private final TokenChoice choice;

    MarkedSampler(MarkContext context, TokenChoice choice) {
        this.context = context;
        this.choice = choice;
    }

    /** A reply from its first token on. */
    public MarkedReply begin(int[] prompt, RandomGenerator random) {
        return resume(prompt, new int[0], random);
    }

    /**
     * A reply of which a part stands already.
     *
     * @param prompt the prompt's tokens; only the last few count, and those only where contexts reach into the prompt
     * @param generated the reply's tokens so far, all of them: they are the memory of repeated contexts; time is linear
     *     in them
     * @param random for all that the key does not decide; used by this reply alone
     */
    public MarkedReply resume(int[] prompt, int[] generated, RandomGenerator random) {
        PlacedTokens placed = context.place(prompt, generated);
        return new MarkedReply(context, choice, placed.tokens(), placed.tokens().length - generated.length, random);
    }
}
