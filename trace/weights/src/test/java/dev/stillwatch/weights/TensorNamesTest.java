// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.modelfiles.ElementType;
import dev.stillwatch.modelfiles.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TensorNamesTest {

    @ParameterizedTest
    @CsvSource({
        "model.layers.3.self_attn.q_proj.weight, blk.3.attn_q.weight",
        "base_model.model.model.layers.3.mlp.down_proj.weight, blk.3.ffn_down.weight",
        "encoder.layer.11.attention.self.value.weight, blk.11.attn_v.weight",
        "bert.encoder.layer.0.output.dense.weight, blk.0.ffn_down.weight",
        "blk.0.ffn_gate.weight, model.layers.0.mlp.gate_proj.weight",
    })
    void common_ofTwoSpellings_isTheSame(String first, String second) {
        assertThat(TensorNames.common(first)).isEqualTo(TensorNames.common(second));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.layers.3.mlp.gate_proj.weight",
                "blk.0.ffn_gate.weight",
                "encoder.layer.0.attention.output.dense.weight",
                "model.layers.3.mlp.experts.7.down_proj.weight"
            })
    void carries_matricesOfLayers(String name) {
        assertThat(Carrying.carries(tensor(name))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.embed_tokens.weight",
                "token_embd.weight",
                "output.weight",
                "lm_head.weight",
                "embeddings.position_embeddings.weight",
                "model.layers.3.mlp.gate.weight",
                "blk.3.ffn_gate_inp.weight",
                "model.norm.weight"
            })
    void carries_noOtherMatrices(String name) {
        assertThat(Carrying.carries(tensor(name))).isFalse();
    }

    private static Tensor tensor(String name) {
        return new Tensor(name, ElementType.BF16, List.of(64L, 128L), Path.of("m.safetensors"), 0, 64 * 128 * 2);
    }
}
