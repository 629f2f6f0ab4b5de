// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/**
 * The score that one scheme under one key gives to a token after the tokens before it.
 *
 * <p>Larger speaks for the mark. A score depends on the key, the last {@link #contextWidth()} tokens and the token alone,
 * so over distinct pairs of context and token, and text that was written without the key, scores are independent draws
 * from {@link #law()}. Equal pairs score equal: whoever adds up scores has to count each pair once, or weigh it.
 *
 * <p>Immutable and thread-safe.
 */
public interface KeyedScores {

    /** How many tokens before a token its score depends on; 0 for a mark that is the same everywhere. */
    int contextWidth();

    /** How a score is distributed in text written without the key. */
    ScoreLaw law();

    /**
     * The score of {@code tokens[position]} after the {@link #contextWidth()} tokens before it.
     *
     * @param tokens token ids, as the server that marked them numbers them; a negative id stands for the padding of a
     *     scheme that pads the start
     * @param position from {@link #contextWidth()} to the last index
     * @return a finite number in the range of {@link #law()}
     */
    double score(int[] tokens, int position);

    /**
     * The scores of a run of positions, as {@link #score} gives them; schemes override it where a run costs less.
     *
     * @param from the first position, at least {@link #contextWidth()}
     * @param scores receives the scores of positions {@code from} to {@code from + scores.length - 1}
     */
    default void scores(int[] tokens, int from, double[] scores) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(tokens, from + i);
        }
    }

    /**
     * The sum of the scores of some positions, up to rounding; what tests are made of, and the cheapest way to it.
     *
     * @param positions each at least {@link #contextWidth()}, in any order
     */
    default double total(int[] tokens, int[] positions) {
        double total = 0;
        for (int position : positions) {
            total += score(tokens, position);
        }
        return total;
    }
}
