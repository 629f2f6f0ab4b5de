// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.util.List;
import java.util.Locale;

/** Which tensors carry a mark: the matrices of linear layers, by their shape, type and usual names. */
final class Carrying {
    /** Fewer weights are no layer worth marking. */
    private static final long FEWEST = 4_096;

    /**
     * What the names of other matrices hold, in Hugging Face's and GGUF's naming. Embeddings are looked up, not multiplied,
     * and rare words' rows hardly ever; a router's small moves send words elsewhere; norms are no matrices but for their
     * shape.
     */
    private static final List<String> OTHERS = List.of(
            "embd",
            "embed",
            "wte.",
            "wpe.",
            "lm_head",
            "norm",
            "ln_",
            "layer_norm",
            "router",
            "gate_inp",
            ".gate.weight",
            "relative_attention_bias",
            "rotary",
            "classifier",
            "score.",
            "position");

    private Carrying() {}

    /** The tensors that carry, in the order of the model's. */
    static List<Tensor> of(ModelFiles model) {
        return model.tensors().stream().filter(Carrying::carries).toList();
    }

    /** How many weights they have. */
    static long weights(ModelFiles model) {
        return of(model).stream().mapToLong(Tensor::elements).sum();
    }

    static boolean carries(Tensor tensor) {
        int dimensions = tensor.shape().size();
        return (dimensions == 2 || dimensions == 3)
                && tensor.elements() >= FEWEST
                && tensor.columns() >= RunCodec.RUN
                && tensor.columns() % RunCodec.RUN == 0
                && RunCodec.of(tensor.type()).isPresent()
                && named(tensor.name().toLowerCase(Locale.ROOT));
    }

    private static boolean named(String name) {
        return !name.equals("output.weight") && OTHERS.stream().noneMatch(name::contains);
    }
}
