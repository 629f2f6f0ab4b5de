// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.HashMap;
import java.util.Map;

/**
 * Expects what texts that know no key went on with after the same tokens, the shorter contexts filling in where the
 * longer are rare. Memory grows with the distinct sequences in the texts. Not thread-safe while it is filled.
 *
 * @see <a href="https://doi.org/10.1109/18.87000">Witten and Bell, The zero-frequency problem</a>, method C
 */
public final class TextReference implements Reference {
    /** Rarer continuations are left out: they weigh nothing, and there are very many. */
    private static final double LEAST = 1e-5;

    private final Map<Window, TokenSums> continuations = new HashMap<>();
    private final int longest;

    /**
     * Knows no text yet and expects nothing.
     *
     * @param longest tokens of the longest context that is counted, 0 or more; the mark's own width or one more is good
     */
    public TextReference(int longest) {
        this.longest = longest;
    }

    /** Counts one text: the unmarked teacher's, or people's. */
    public void add(int[] text) {
        for (int position = 0; position < text.length; position++) {
            for (int length = 0; length <= Math.min(longest, position); length++) {
                continuations
                        .computeIfAbsent(Window.before(text, position, length), context -> new TokenSums())
                        .came(text[position], 1);
            }
        }
    }

    @Override
    public void expect(int[] tokens, int position, Expectation expectation) {
        double left = 1;
        for (int length = Math.min(longest, position); length >= 0; length--) {
            TokenSums seen = continuations.get(Window.before(tokens, position, length));
            if (seen != null) {
                double here = left / (seen.total() + seen.size());
                left *= seen.size() / (seen.total() + seen.size());
                seen.forEach((token, came, expected) -> {
                    if (here * came > LEAST) {
                        expectation.token(token, here * came);
                    }
                });
            }
        }
    }
}
