// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.HashSet;
import java.util.Set;

/**
 * Gathers what a suspect would write after every token of given texts, where its probabilities can be had: far more than
 * its own texts show. A place whose window stood earlier in the same text is left out, for there a model may copy.
 *
 * <p>Texts that were written without the key keep the test rigorous. Marked texts depend on the key, and a suspect that
 * follows its context depends on it through them; leaving out repeated windows guards against copying only. Not
 * thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2402.14904">Sander et al., Watermarking Makes Language Models Radioactive</a>,
 *     section 4, open model
 */
public final class OpenModelReading {
    private final SuspectTally tally;
    private final Suspect suspect;
    private final Reference reference;

    /** A model whose probabilities can be had. */
    @FunctionalInterface
    public interface Suspect {
        /**
         * The probabilities of all tokens at all places.
         *
         * @return for each index of {@code text} the probabilities of the tokens that may stand there, given those before
         *     it; at index 0 an empty array if the model needs something before it
         */
        float[][] probabilities(int[] text);
    }

    /**
     * Nothing read yet.
     *
     * @param width tokens of a window, as {@link dev.stillwatch.marks.KeyedScores#contextWidth()}
     */
    public OpenModelReading(int width, Suspect suspect, Reference reference) {
        this.tally = new SuspectTally(width);
        this.suspect = suspect;
        this.reference = reference;
    }

    /** Lets the suspect read one text. */
    public void add(int[] text) {
        float[][] probabilities = suspect.probabilities(text);
        int width = tally.width();
        Set<Window> seen = new HashSet<>();
        for (int position = width; position < text.length; position++) {
            if (probabilities[position].length == 0) {
                continue;
            }
            Window window = Window.before(text, position, width);
            if (width > 0 && !seen.add(window)) {
                tally.dropRepeated();
            } else {
                take(window, text, position, probabilities[position]);
            }
        }
    }

    private void take(Window window, int[] text, int position, float[] probabilities) {
        TokenSums sums = tally.place(window);
        int likeliest = 0;
        for (int token = 0; token < probabilities.length; token++) {
            if (probabilities[token] > 0) {
                sums.came(token, probabilities[token]);
            }
            if (probabilities[token] > probabilities[likeliest]) {
                likeliest = token;
            }
        }
        tally.show(window, sums, likeliest);
        reference.expect(text, position, sums::expect);
    }

    /** What was gathered; grows with further calls of {@link #add}. */
    public SuspectTally tally() {
        return tally;
    }
}
