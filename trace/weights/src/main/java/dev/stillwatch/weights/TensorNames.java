// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tensors' names in one form, however a tool spells them: Hugging Face's and GGUF's names of one matrix are the same. */
final class TensorNames {
    private static final Pattern IN_LAYER =
            Pattern.compile("(?:^|\\.)(?:layers|layer|h|blocks|block|blk)\\.(\\d+)\\.(.+)$");
    private static final String WEIGHT = ".weight";

    /** From the part after the layer's number, without ".weight", to GGUF's. */
    private static final Map<String, String> PARTS = Map.ofEntries(
            Map.entry("self_attn.q_proj", "attn_q"),
            Map.entry("self_attn.k_proj", "attn_k"),
            Map.entry("self_attn.v_proj", "attn_v"),
            Map.entry("self_attn.o_proj", "attn_output"),
            Map.entry("self_attn.out_proj", "attn_output"),
            Map.entry("self_attn.qkv_proj", "attn_qkv"),
            Map.entry("attention.query_key_value", "attn_qkv"),
            Map.entry("self_attention.query_key_value", "attn_qkv"),
            Map.entry("self_attention.dense", "attn_output"),
            Map.entry("attn.c_attn", "attn_qkv"),
            Map.entry("attn.c_proj", "attn_output"),
            Map.entry("attention.wq", "attn_q"),
            Map.entry("attention.wk", "attn_k"),
            Map.entry("attention.wv", "attn_v"),
            Map.entry("attention.wo", "attn_output"),
            Map.entry("attention.self.query", "attn_q"),
            Map.entry("attention.self.key", "attn_k"),
            Map.entry("attention.self.value", "attn_v"),
            Map.entry("attention.output.dense", "attn_output"),
            Map.entry("mlp.gate_proj", "ffn_gate"),
            Map.entry("mlp.up_proj", "ffn_up"),
            Map.entry("mlp.down_proj", "ffn_down"),
            Map.entry("mlp.gate_up_proj", "ffn_up"),
            Map.entry("feed_forward.w1", "ffn_gate"),
            Map.entry("feed_forward.w2", "ffn_down"),
            Map.entry("feed_forward.w3", "ffn_up"),
            Map.entry("mlp.c_fc", "ffn_up"),
            Map.entry("mlp.c_proj", "ffn_down"),
            Map.entry("mlp.fc1", "ffn_up"),
            Map.entry("mlp.fc2", "ffn_down"),
            Map.entry("mlp.dense_h_to_4h", "ffn_up"),
            Map.entry("mlp.dense_4h_to_h", "ffn_down"),
            Map.entry("intermediate.dense", "ffn_up"),
            Map.entry("output.dense", "ffn_down"));

    private TensorNames() {}

    /** The name in GGUF's form where it is one of a layer's usual matrices; otherwise as it is. */
    static String common(String name) {
        Matcher layer = IN_LAYER.matcher(name);
        if (!layer.find() || !name.endsWith(WEIGHT)) {
            return name;
        }
        String part = layer.group(2).substring(0, layer.group(2).length() - WEIGHT.length());
        return "blk." + layer.group(1) + "." + PARTS.getOrDefault(part, part) + WEIGHT;
    }
}
