// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A small language model of Llama's architecture: RMS norms, rotary positions on neighbouring pairs, SwiGLU, and an
 * embedding that serves as the output as well.
 *
 * <p>Holds the weights only; {@link Inference} runs it and {@link Trainer} trains it. Immutable and thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2302.13971">Touvron et al., LLaMA, section 2.2</a>
 */
public final class Llama {
    private final Shape shape;
    private final float[] parameters;

    /** Takes over the array: callers within this package do not change it any more. */
    Llama(Shape shape, float[] parameters) {
        if (parameters.length != shape.parameters()) {
            throw new IllegalArgumentException(
                    parameters.length + " parameters for a shape that has " + shape.parameters());
        }
        this.shape = shape;
        this.parameters = parameters;
    }

    /**
     * An untrained model: normal weights that keep the size of what goes through them, those that write into the residual
     * stream smaller by the root of twice the layers, an embedding of deviation 0.05, norms 1.
     */
    public static Llama random(Shape shape, RandomGenerator random) {
        float[] parameters = new float[shape.parameters()];
        for (Tensor tensor : Tensor.values()) {
            int from = tensor.offset(shape, 0);
            int to = from + tensor.size(shape) * tensor.copies(shape);
            if (tensor.isNorm()) {
                Arrays.fill(parameters, from, to, 1);
                continue;
            }
            boolean residual = tensor == Tensor.ATTENTION_OUT || tensor == Tensor.DOWN;
            double deviation = tensor == Tensor.EMBEDDING ? 0.05 : 1 / Math.sqrt(tensor.columns(shape));
            if (residual) {
                deviation /= Math.sqrt(2.0 * shape.layers());
            }
            for (int i = from; i < to; i++) {
                parameters[i] = (float) (random.nextGaussian() * deviation);
            }
        }
        return new Llama(shape, parameters);
    }

    /**
     * Reads a model in the layout of llama2.c's float32 files with a shared embedding.
     *
     * @throws dev.stillwatch.exchange.StillwatchException if the file cannot be read, is cut off, too long or of another kind
     * @see <a href="https://github.com/karpathy/llama2.c">llama2.c</a>
     */
    public static Llama read(Path file) {
        return LlamaFile.read(file);
    }

    /**
     * Writes the model in the layout that {@link #read} reads.
     *
     * @throws dev.stillwatch.exchange.StillwatchException if the file cannot be written
     */
    public void write(Path file) {
        LlamaFile.write(this, file);
    }

    public Shape shape() {
        return shape;
    }

    /** One copy of a tensor, row by row. */
    float[] tensor(Tensor tensor, int layer) {
        int offset = tensor.offset(shape, layer);
        return Arrays.copyOfRange(parameters, offset, offset + tensor.size(shape));
    }

    /** All weights in the order of {@link Tensor}; not to be changed. */
    float[] parameters() {
        return parameters;
    }
}
