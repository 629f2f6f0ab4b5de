// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A copy is named after it went from safetensors to GGUF, back, and into shards; and a copy of a GGUF model is, too. */
class LeakInOtherFormatsTest {
    private static final MarkSettings SETTINGS = new MarkSettings(6_000, 10, 0.01, 1);
    private static final List<String> RECIPIENTS =
            IntStream.range(0, 1_000).mapToObj(i -> "recipient " + i).toList();
    private static final int HEADS = 4;

    /** llama.cpp's names for parts of a layer. */
    private static final Map<String, String> PARTS = Map.of(
            "self_attn.q_proj",
            "attn_q",
            "self_attn.k_proj",
            "attn_k",
            "self_attn.v_proj",
            "attn_v",
            "self_attn.o_proj",
            "attn_output",
            "mlp.gate_proj",
            "ffn_gate",
            "mlp.up_proj",
            "ffn_up",
            "mlp.down_proj",
            "ffn_down");

    @TempDir
    private static Path folder;

    private static Path original;
    private static SmallModel marked = new SmallModel();

    @BeforeAll
    static void markACopy() {
        original = SmallModel.random(1, 4).write(folder.resolve("original.safetensors"));
        marked = SmallGguf.read(copy(original, folder.resolve("copy")));
    }

    private static Path copy(Path from, Path into) {
        try (ModelFiles model = ModelFiles.open(from)) {
            ModelCopy.copy(model, into, new WeightMarker(Keys.key(1), SETTINGS, "recipient 7"), (_, _) -> {}, _ -> {});
        }
        return into.resolve(from.getFileName());
    }

    private static void assertNamed(Path before, Path suspect) {
        try (ModelFiles from = ModelFiles.open(before);
                ModelFiles leaked = ModelFiles.open(suspect)) {
            LeakReading reading = LeakReading.of(from, leaked, Keys.key(1), SETTINGS, (_, _) -> {});
            assertThat(LeakTrace.CERTIFIED.verdict(reading, RECIPIENTS))
                    .isInstanceOfSatisfying(
                            TraceVerdict.Named.class,
                            named -> assertThat(named.accused())
                                    .extracting(Accused::recipient)
                                    .containsExactly("recipient 7"));
            assertThat(reading.comparison().missing()).isEmpty();
        }
    }

    /** As llama.cpp converts: its own names, and rows of queries and keys in another order. */
    private static SmallModel converted(SmallModel model) {
        SmallModel converted = new SmallModel();
        model.matrices.forEach((name, matrix) -> {
            String other = name.replace("model.embed_tokens", "token_embd").replace("model.layers.", "blk.");
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                other = other.replace(part.getKey(), part.getValue());
            }
            boolean turned = other.contains("attn_q.") || other.contains("attn_k.");
            converted.matrices.put(other, turned ? halvesInterleaved(matrix) : matrix);
        });
        return converted;
    }

    private static float[][] halvesInterleaved(float[][] matrix) {
        float[][] moved = new float[matrix.length][];
        int head = matrix.length / HEADS;
        for (int i = 0; i < matrix.length; i++) {
            int within = i % head;
            int to = within < head / 2 ? 2 * within : 2 * (within - head / 2) + 1;
            moved[i / head * head + to] = matrix[i];
        }
        return moved;
    }

    @ParameterizedTest
    @EnumSource(SmallGguf.Type.class)
    void verdict_onCopyConvertedToGguf_namesItsRecipient_andBack(SmallGguf.Type type) {
        Path gguf = SmallGguf.write(converted(marked), type, folder.resolve("leaked-" + type + ".gguf"));
        assertNamed(original, gguf);

        Path back = SmallGguf.read(gguf).write(folder.resolve("back-" + type + ".safetensors"), "F16");
        assertNamed(original, back);
    }

    @ParameterizedTest
    @EnumSource(SmallGguf.Type.class)
    void verdict_onCopyOfGgufModel_namesItsRecipient_alsoInSafetensors(SmallGguf.Type type) {
        Path from = SmallGguf.write(SmallModel.random(2, 4), type, folder.resolve("original-" + type + ".gguf"));
        Path copy = copy(from, folder.resolve("copy-" + type));
        assertNamed(from, copy);

        assertNamed(from, SmallGguf.read(copy).write(folder.resolve("read-" + type + ".safetensors"), "BF16"));
    }

    @Test
    void verdict_onCopyInShards_namesItsRecipient() throws IOException {
        Path shards = Files.createDirectory(folder.resolve("shards"));
        StringBuilder index = new StringBuilder("{\"metadata\":{},\"weight_map\":{");
        for (int shard = 1; shard <= 2; shard++) {
            String file = "model-0000" + shard + "-of-00002.safetensors";
            SmallModel part = new SmallModel();
            for (Map.Entry<String, float[][]> each : marked.matrices.entrySet()) {
                if (each.getKey().hashCode() % 2 == 0 == (shard == 1)) {
                    part.matrices.put(each.getKey(), each.getValue());
                    index.append(index.charAt(index.length() - 1) == '{' ? "" : ",")
                            .append('"' + each.getKey() + "\":\"" + file + '"');
                }
            }
            part.write(shards.resolve(file));
        }
        Files.writeString(shards.resolve("model.safetensors.index.json"), index + "}}");

        assertNamed(original, shards);
    }
}
