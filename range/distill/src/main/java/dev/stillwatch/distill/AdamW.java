// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/**
 * The optimiser AdamW, on all parameters of a model at once.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, Decoupled Weight Decay Regularization</a>
 */
final class AdamW {
    private static final double MEAN_KEPT = 0.9;
    private static final double SQUARE_KEPT = 0.98;
    private static final float TINY = 1e-8f;

    private final float[] means;
    private final float[] squares;
    private final float[] decayed;
    private int updates;

    /** For models of one shape; norms are not decayed. */
    AdamW(Shape shape, double weightDecay) {
        means = new float[shape.parameters()];
        squares = new float[shape.parameters()];
        decayed = new float[shape.parameters()];
        for (Tensor tensor : Tensor.values()) {
            int from = tensor.offset(shape, 0);
            int to = from + tensor.size(shape) * tensor.copies(shape);
            for (int i = from; i < to; i++) {
                decayed[i] = tensor.isNorm() ? 0 : (float) weightDecay;
            }
        }
    }

    /** Changes the parameters along their gradients, which are scaled down first if they are longer than {@code clip}. */
    void update(float[] parameters, float[] gradients, double rate, double clip) {
        updates++;
        double length = 0;
        for (float gradient : gradients) {
            length += (double) gradient * gradient;
        }
        length = Math.sqrt(length);
        float scale = (float) (length > clip ? clip / length : 1);
        float step = (float) (rate / (1 - Math.pow(MEAN_KEPT, updates)));
        float squareScale = (float) (1 / (1 - Math.pow(SQUARE_KEPT, updates)));
        float keptMean = (float) MEAN_KEPT;
        float keptSquare = (float) SQUARE_KEPT;
        float decay = (float) rate;
        for (int i = 0; i < parameters.length; i++) {
            float gradient = gradients[i] * scale;
            float mean = keptMean * means[i] + (1 - keptMean) * gradient;
            float square = keptSquare * squares[i] + (1 - keptSquare) * gradient * gradient;
            means[i] = mean;
            squares[i] = square;
            float root = (float) Math.sqrt(square * squareScale);
            parameters[i] -= step * mean / (root + TINY) + decay * decayed[i] * parameters[i];
        }
    }
}
