// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A {@link Llama} as PyTorch's tensors, whose gradients can be asked for.
 *
 * <p>PyTorch works on the very memory of the buffers that Java writes to, so that an update of the weights copies
 * nothing. Not thread-safe; ends with its manager.
 */
final class TorchLlama {
    private static final float HIDDEN = -1e9f;

    private final Shape shape;
    private final NDManager manager;
    private final Map<Tensor, List<Weight>> weights = new EnumMap<>(Tensor.class);
    private final NDArray swapped;

    /** One tensor: where it stands among all parameters, PyTorch's view of it, and Java's view of the same memory. */
    private record Weight(int offset, NDArray array, FloatBuffer memory) {}

    TorchLlama(Llama model, NDManager manager) {
        shape = model.shape();
        this.manager = manager;
        for (Tensor tensor : Tensor.values()) {
            List<Weight> copies = new ArrayList<>();
            for (int copy = 0; copy < tensor.copies(shape); copy++) {
                ByteBuffer memory =
                        ByteBuffer.allocateDirect(4 * tensor.size(shape)).order(ByteOrder.nativeOrder());
                ai.djl.ndarray.types.Shape sizes = tensor.isNorm()
                        ? new ai.djl.ndarray.types.Shape(tensor.columns(shape))
                        : new ai.djl.ndarray.types.Shape(tensor.rows(shape), tensor.columns(shape));
                NDArray array = manager.create(memory, sizes, DataType.FLOAT32);
                array.setRequiresGradient(true);
                copies.add(new Weight(tensor.offset(shape, copy), array, memory.asFloatBuffer()));
            }
            weights.put(tensor, copies);
        }
        swapped = manager.create(pairsSwapped(), new ai.djl.ndarray.types.Shape(shape.headWidth(), shape.headWidth()));
        set(model.parameters());
    }

    /** Puts in other weights. */
    void set(float[] parameters) {
        for (List<Weight> copies : weights.values()) {
            for (Weight weight : copies) {
                weight.memory()
                        .put(0, parameters, weight.offset(), weight.memory().capacity());
            }
        }
    }

    /** Adds up what the last backward pass gave, into the places of the parameters, and forgets it. */
    void takeGradients(float[] gradients) {
        for (List<Weight> copies : weights.values()) {
            for (Weight weight : copies) {
                try (NDArray gradient = weight.array().getGradient()) {
                    float[] values = gradient.toFloatArray();
                    System.arraycopy(values, 0, gradients, weight.offset(), values.length);
                    gradient.subi(gradient);
                }
            }
        }
    }

    /**
     * What the model makes of sequences.
     *
     * @param tokens ids, one row for each sequence, filled up at the end with any token
     * @return for each place of each row the number that stand for it before the output layer: rows * length by width
     */
    NDArray read(long[][] tokens) {
        int rows = tokens.length;
        int length = tokens[0].length;
        NDArray ids = manager.create(flat(tokens), new ai.djl.ndarray.types.Shape((long) rows * length));
        NDArray embedding = array(Tensor.EMBEDDING, 0);
        NDArray x = embedding
                .getNDArrayInternal()
                .embedding(ids, embedding, SparseFormat.DENSE)
                .singletonOrThrow();
        NDArray cosines = angles(length, false);
        NDArray sines = angles(length, true);
        NDArray mask = mask(length);
        for (int layer = 0; layer < shape.layers(); layer++) {
            NDArray normed = norm(x, array(Tensor.ATTENTION_NORM, layer));
            x = x.add(attention(normed, layer, rows, length, cosines, sines, mask));
            normed = norm(x, array(Tensor.FEED_FORWARD_NORM, layer));
            NDArray gate = product(normed, Tensor.GATE, layer);
            NDArray up = product(normed, Tensor.UP, layer);
            x = x.add(product(gate.mul(Activation.sigmoid(gate)).mul(up), Tensor.DOWN, layer));
        }
        return norm(x, array(Tensor.OUTPUT_NORM, 0));
    }

    /** Logits of what {@link #read} gave, or of some of its rows. */
    NDArray logits(NDArray read) {
        return product(read, Tensor.EMBEDDING, 0);
    }

    private NDArray attention(
            NDArray x, int layer, int rows, int length, NDArray cosines, NDArray sines, NDArray mask) {
        int groups = shape.keyValueHeads();
        int sharing = shape.heads() / groups;
        int headWidth = shape.headWidth();
        // rows, groups, heads of a group, places, numbers of a head: heads of a group read the same keys and values.
        NDArray queries = product(x, Tensor.QUERY, layer)
                .reshape(rows, length, groups, sharing, headWidth)
                .transpose(0, 2, 3, 1, 4);
        NDArray keys = product(x, Tensor.KEY, layer)
                .reshape(rows, length, groups, 1, headWidth)
                .transpose(0, 2, 3, 1, 4);
        NDArray values = product(x, Tensor.VALUE, layer)
                .reshape(rows, length, groups, 1, headWidth)
                .transpose(0, 2, 3, 1, 4);
        NDArray turnedQueries = turned(queries, cosines, sines).mul((float) (1 / Math.sqrt(headWidth)));
        NDArray turnedKeys = turned(keys, cosines, sines);
        NDArray chances = turnedQueries
                .matMul(turnedKeys.transpose(0, 1, 2, 4, 3))
                .add(mask)
                .softmax(-1);
        NDArray attended = chances.matMul(values).transpose(0, 3, 1, 2, 4).reshape((long) rows * length, shape.width());
        return product(attended, Tensor.ATTENTION_OUT, layer);
    }

    private NDArray turned(NDArray x, NDArray cosines, NDArray sines) {
        return x.mul(cosines).add(x.matMul(swapped).mul(sines));
    }

    /** Takes a pair (a, b) to (-b, a). */
    private float[] pairsSwapped() {
        int width = shape.headWidth();
        float[] matrix = new float[width * width];
        for (int i = 0; i < width; i += 2) {
            matrix[(i + 1) * width + i] = -1;
            matrix[i * width + i + 1] = 1;
        }
        return matrix;
    }

    private NDArray angles(int length, boolean sines) {
        float[] table = new float[length * shape.headWidth()];
        for (int i = 0; i < table.length; i++) {
            double angle = Rotary.angle(shape, i / shape.headWidth(), i % shape.headWidth() / 2);
            table[i] = (float) (sines ? Math.sin(angle) : Math.cos(angle));
        }
        return manager.create(table, new ai.djl.ndarray.types.Shape(length, shape.headWidth()));
    }

    private NDArray mask(int length) {
        float[] mask = new float[length * length];
        for (int place = 0; place < length; place++) {
            for (int later = place + 1; later < length; later++) {
                mask[place * length + later] = HIDDEN;
            }
        }
        return manager.create(mask, new ai.djl.ndarray.types.Shape(length, length));
    }

    private static NDArray norm(NDArray x, NDArray scales) {
        NDArray root = x.square().mean(new int[] {-1}, true).add(1e-5f).sqrt();
        return x.div(root).mul(scales);
    }

    private NDArray product(NDArray x, Tensor tensor, int layer) {
        return x.matMul(array(tensor, layer).transpose());
    }

    private NDArray array(Tensor tensor, int copy) {
        return Objects.requireNonNull(weights.get(tensor)).get(copy).array();
    }

    private static long[] flat(long[][] rows) {
        long[] all = new long[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, row * rows[0].length, rows[0].length);
        }
        return all;
    }
}
