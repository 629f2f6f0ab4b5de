// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * One sequence that a model reads and writes token by token, with the keys and values of the tokens before kept.
 *
 * <p>Allocates nothing for a token. A token costs about two operations for each parameter, and attention to the tokens
 * before it. Not thread-safe; any number can share one {@link Inference}.
 */
public final class Decoder {
    private final Inference model;
    private final Shape shape;
    private final float[] residual;
    private final float[] normed;
    private final float[] queryKeyValue;
    private final float[] attended;
    private final float[] gateAndUp;
    private final float[] activated;
    private final float[] weights;
    private final float[] logits;
    /** Keys and values by layer, number within the token, and position: attention then runs along positions. */
    private final float[][] keys;

    private final float[][] values;
    private int position;

    Decoder(Inference model) {
        this.model = model;
        shape = model.shape;
        residual = new float[shape.width()];
        normed = new float[shape.width()];
        queryKeyValue = new float[shape.width() + 2 * shape.keyValueWidth()];
        attended = new float[shape.width()];
        gateAndUp = new float[2 * shape.hidden()];
        activated = new float[shape.hidden()];
        weights = new float[shape.context()];
        logits = new float[shape.vocabulary()];
        keys = new float[shape.layers()][shape.keyValueWidth() * shape.context()];
        values = new float[shape.layers()][shape.keyValueWidth() * shape.context()];
    }

    /** How many tokens were read. */
    public int position() {
        return position;
    }

    /** Forgets all tokens from a position on, so that another continuation of the same start costs only itself. */
    public void rewind(int toPosition) {
        if (toPosition < 0 || toPosition > position) {
            throw new IllegalArgumentException("cannot go from position " + position + " back to " + toPosition);
        }
        position = toPosition;
    }

    /**
     * Reads a token, and says what may follow.
     *
     * @return logits, one for each token of the vocabulary; overwritten by the next call, and free to be changed
     * @throws IllegalStateException if the context is full
     */
    public float[] next(int token) {
        read(token);
        norm(residual, model.outputNorm);
        Arrays.fill(logits, 0);
        model.output.addTo(logits, normed);
        return logits;
    }

    /**
     * Reads a token without asking what follows, which saves the output layer.
     *
     * @throws IllegalStateException if the context is full
     */
    public void read(int token) {
        if (position == shape.context()) {
            throw new IllegalStateException("the model reads " + shape.context() + " tokens at most");
        }
        if (token < 0 || token >= shape.vocabulary()) {
            throw new IllegalArgumentException("token " + token + " of a vocabulary of " + shape.vocabulary());
        }
        System.arraycopy(model.embedding, token * shape.width(), residual, 0, shape.width());
        for (int layer = 0; layer < shape.layers(); layer++) {
            Inference.Block block = model.blocks.get(layer);
            norm(residual, block.attentionNorm().values);
            Arrays.fill(queryKeyValue, 0);
            block.queryKeyValue().addTo(queryKeyValue, normed);
            turn(shape.heads() + shape.keyValueHeads());
            keep(layer);
            attend(layer);
            block.attentionOut().addTo(residual, attended);
            norm(residual, block.feedForwardNorm().values);
            Arrays.fill(gateAndUp, 0);
            block.gateAndUp().addTo(gateAndUp, normed);
            for (int i = 0; i < activated.length; i++) {
                float gate = gateAndUp[i];
                activated[i] = gate / (1 + FastExponential.of(-gate)) * gateAndUp[activated.length + i];
            }
            block.down().addTo(residual, activated);
        }
        position++;
    }

    /**
     * Reads a prompt and continues it, as {@link Inference#continued}; what was read before is forgotten.
     *
     * @param prompt token ids, at least one
     * @return prompt and continuation
     */
    public int[] continued(int[] prompt, int mostTokens, IntPredicate end, TokenChoice choice) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("a prompt has at least one token");
        }
        position = 0;
        int[] tokens =
                Arrays.copyOf(prompt, Math.max(prompt.length, Math.min(shape.context(), prompt.length + mostTokens)));
        for (int i = 0; i < prompt.length - 1; i++) {
            read(tokens[i]);
        }
        int length = prompt.length;
        while (length < tokens.length) {
            int chosen = choice.choose(next(tokens[length - 1]), tokens, length);
            tokens[length++] = chosen;
            if (end.test(chosen)) {
                break;
            }
        }
        return Arrays.copyOf(tokens, length);
    }

    private void norm(float[] in, float[] scales) {
        float squares = 0;
        for (float value : in) {
            squares += value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares / in.length + 1e-5));
        for (int i = 0; i < in.length; i++) {
            normed[i] = in[i] * scale * scales[i];
        }
    }

    /** Turns queries and keys by their position. */
    private void turn(int heads) {
        int pairs = shape.headWidth() / 2;
        int angle = position * pairs;
        for (int i = 0; i < heads * pairs; i++) {
            float cosine = model.cosines[angle + i % pairs];
            float sine = model.sines[angle + i % pairs];
            float first = queryKeyValue[2 * i];
            float second = queryKeyValue[2 * i + 1];
            queryKeyValue[2 * i] = first * cosine - second * sine;
            queryKeyValue[2 * i + 1] = first * sine + second * cosine;
        }
    }

    private void keep(int layer) {
        int width = shape.keyValueWidth();
        for (int i = 0; i < width; i++) {
            keys[layer][i * shape.context() + position] = queryKeyValue[shape.width() + i];
            values[layer][i * shape.context() + position] = queryKeyValue[shape.width() + width + i];
        }
    }

    private void attend(int layer) {
        int headWidth = shape.headWidth();
        int sharing = shape.heads() / shape.keyValueHeads();
        float root = (float) (1 / Math.sqrt(headWidth));
        for (int head = 0; head < shape.heads(); head++) {
            int first = head / sharing * headWidth;
            Arrays.fill(weights, 0, position + 1, 0);
            for (int d = 0; d < headWidth; d++) {
                addScaled(
                        weights,
                        keys[layer],
                        (first + d) * shape.context(),
                        queryKeyValue[head * headWidth + d] * root,
                        position + 1);
            }
            float sum = exponentials(weights, position + 1);
            for (int d = 0; d < headWidth; d++) {
                attended[head * headWidth + d] =
                        product(weights, values[layer], (first + d) * shape.context(), position + 1) / sum;
            }
        }
    }

    private static void addScaled(float[] to, float[] from, int offset, float scale, int length) {
        for (int i = 0; i < length; i++) {
            to[i] += from[offset + i] * scale;
        }
    }

    /** Replaces numbers by their exponentials, scaled so that the greatest is 1, and gives their sum. */
    private static float exponentials(float[] numbers, int length) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            greatest = Math.max(greatest, numbers[i]);
        }
        float sum = 0;
        for (int i = 0; i < length; i++) {
            float value = FastExponential.of(numbers[i] - greatest);
            numbers[i] = value;
            sum += value;
        }
        return sum;
    }

    /** Four sums side by side, since one would wait for each addition. */
    private static float product(float[] a, float[] b, int offset, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            sum0 += a[i] * b[offset + i];
            sum1 += a[i + 1] * b[offset + i + 1];
            sum2 += a[i + 2] * b[offset + i + 2];
            sum3 += a[i + 3] * b[offset + i + 3];
        }
        for (; i < length; i++) {
            sum0 += a[i] * b[offset + i];
        }
        return sum0 + sum1 + (sum2 + sum3);
    }
}
