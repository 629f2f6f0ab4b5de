// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The sentence encoder all-MiniLM-L6-v2 (BERT with six layers) in PyTorch, whose gradients can be asked for. Works on the
 * memory that Java writes weights to. Not thread-safe; ends with its manager.
 *
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2019: BERT</a>
 */
final class Encoder {
    private static final int LAYERS = 6;
    private static final int HEADS = 12;
    private static final int WIDTH = 384;
    private static final float HIDDEN = -1e9f;
    private static final float NORM_FLOOR = 1e-12f;

    private final NDManager manager;
    private final Map<String, Weight> weights = new LinkedHashMap<>();

    /** PyTorch's view of a tensor, and Java's of the same memory. */
    private record Weight(NDArray array, FloatBuffer memory) {}

    Encoder(Model model, NDManager manager) {
        this.manager = manager;
        model.tensors().forEach((name, tensor) -> {
            ByteBuffer memory =
                    ByteBuffer.allocateDirect(4 * tensor.values().length).order(ByteOrder.nativeOrder());
            Shape sizes = tensor.isVector() ? new Shape(tensor.columns()) : new Shape(tensor.rows(), tensor.columns());
            NDArray array = manager.create(memory, sizes, DataType.FLOAT32);
            weights.put(name, new Weight(array, memory.asFloatBuffer()));
        });
        set(model);
    }

    /** PyTorch on one thread, told never to look for anything on the network. */
    static Engine engine() {
        System.setProperty("ai.djl.offline", "true");
        return Engine.getEngine("PyTorch");
    }

    void set(Model model) {
        model.tensors().forEach((name, tensor) -> weight(name).memory().put(0, tensor.values()));
    }

    void train() {
        weights.values().forEach(weight -> weight.array().setRequiresGradient(true));
    }

    /** The gradient of the last backward pass, which is forgotten. */
    float[] takeGradient(String name) {
        try (NDArray gradient = weight(name).array().getGradient()) {
            float[] values = gradient.toFloatArray();
            gradient.subi(gradient);
            return values;
        }
    }

    /** Embeddings of length 1 of texts as ids, each between the marks for begin and end: texts by {@value #WIDTH}. */
    NDArray embed(List<int[]> texts) {
        int length = texts.stream().mapToInt(text -> text.length).max().orElse(1);
        int rows = texts.size();
        long[] ids = new long[rows * length];
        float[] seen = new float[rows * length];
        for (int row = 0; row < rows; row++) {
            int[] text = texts.get(row);
            for (int i = 0; i < text.length; i++) {
                ids[row * length + i] = text[i];
                seen[row * length + i] = 1;
            }
        }
        NDArray mask = manager.create(seen, new Shape(rows, length));
        NDArray words = lookup("embeddings.word_embeddings.weight", ids).reshape(rows, length, WIDTH);
        NDArray places = array("embeddings.position_embeddings.weight")
                .get(manager.arange(length))
                .add(array("embeddings.token_type_embeddings.weight").get(manager.create(new long[] {0})));
        NDArray x = norm(words.add(places), "embeddings.LayerNorm").reshape((long) rows * length, WIDTH);
        NDArray hidden = mask.sub(1).mul(-HIDDEN).reshape(rows, 1, 1, length);
        for (int layer = 0; layer < LAYERS; layer++) {
            String at = "encoder.layer." + layer + ".";
            NDArray attended =
                    linear(attention(x, at + "attention.self.", rows, length, hidden), at + "attention.output.dense");
            x = norm(x.add(attended), at + "attention.output.LayerNorm");
            NDArray inner = Activation.gelu(linear(x, at + "intermediate.dense"));
            x = norm(x.add(linear(inner, at + "output.dense")), at + "output.LayerNorm");
        }
        NDArray counted = mask.reshape(rows, length, 1);
        NDArray mean =
                x.reshape(rows, length, WIDTH).mul(counted).sum(new int[] {1}).div(counted.sum(new int[] {1}));
        return mean.div(mean.square().sum(new int[] {1}, true).sqrt());
    }

    private NDArray attention(NDArray x, String at, int rows, int length, NDArray hidden) {
        int head = WIDTH / HEADS;
        NDArray queries = heads(linear(x, at + "query"), rows, length).mul((float) (1 / Math.sqrt(head)));
        NDArray keys = heads(linear(x, at + "key"), rows, length);
        NDArray values = heads(linear(x, at + "value"), rows, length);
        NDArray chances = queries.matMul(keys.transpose(0, 1, 3, 2)).add(hidden).softmax(-1);
        return chances.matMul(values).transpose(0, 2, 1, 3).reshape((long) rows * length, WIDTH);
    }

    private static NDArray heads(NDArray x, int rows, int length) {
        return x.reshape(rows, length, HEADS, WIDTH / HEADS).transpose(0, 2, 1, 3);
    }

    private NDArray lookup(String name, long[] ids) {
        NDArray table = array(name);
        return table.getNDArrayInternal()
                .embedding(manager.create(ids), table, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    private NDArray linear(NDArray x, String name) {
        return x.matMul(array(name + ".weight").transpose()).add(array(name + ".bias"));
    }

    private NDArray norm(NDArray x, String name) {
        NDArray centred = x.sub(x.mean(new int[] {-1}, true));
        NDArray root =
                centred.square().mean(new int[] {-1}, true).add(NORM_FLOOR).sqrt();
        return centred.div(root).mul(array(name + ".weight")).add(array(name + ".bias"));
    }

    private NDArray array(String name) {
        return weight(name).array();
    }

    private Weight weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }
}
