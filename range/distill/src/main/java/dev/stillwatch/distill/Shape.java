// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/**
 * The sizes of a small Llama.
 *
 * @param width numbers that stand for a token between layers; a multiple of {@code 2 * heads}
 * @param hidden width of the feed-forward part
 * @param layers blocks of attention and feed-forward
 * @param heads heads of attention
 * @param keyValueHeads heads of keys and values, a divisor of {@code heads}
 * @param vocabulary number of tokens
 * @param context the longest sequence, in tokens
 */
public record Shape(int width, int hidden, int layers, int heads, int keyValueHeads, int vocabulary, int context) {

    /** More would not be a small model, and a damaged file must not ask for all memory. */
    private static final long MOST_PARAMETERS = 200_000_000;

    public Shape {
        if (width < 1 || hidden < 1 || layers < 1 || heads < 1 || keyValueHeads < 1 || vocabulary < 2 || context < 1) {
            throw new IllegalArgumentException("every size of a model is at least 1, and its vocabulary 2");
        }
        if (width % (2L * heads) != 0) {
            throw new IllegalArgumentException("width " + width + " is no multiple of twice the " + heads + " heads");
        }
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    keyValueHeads + " heads of keys and values do not divide " + heads + " heads");
        }
        if (Math.max(vocabulary, Math.max(hidden, context)) > 1 << 20 || width > 1 << 14 || layers > 1 << 10) {
            throw new IllegalArgumentException("sizes of no small model");
        }
        double parameters = (double) vocabulary * width
                + (double) layers * (2.0 * width + 4.0 * width * width + 3.0 * width * hidden);
        if (parameters > MOST_PARAMETERS) {
            throw new IllegalArgumentException("more than " + MOST_PARAMETERS + " parameters");
        }
    }

    /** Numbers that one head works on. */
    public int headWidth() {
        return width / heads;
    }

    /** Numbers of all keys, or all values, of one token in one layer. */
    public int keyValueWidth() {
        return headWidth() * keyValueHeads;
    }

    /** Trained numbers, the embedding counted once, since it serves as the output as well. */
    public int parameters() {
        int sum = 0;
        for (Tensor tensor : Tensor.values()) {
            sum += tensor.size(this) * tensor.copies(this);
        }
        return sum;
    }
}
