// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.ElementType;
import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.Tensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WeightMarkerTest {
    private static final MarkSettings SETTINGS = new MarkSettings(2_000, 10, 0.01, 1);

    @TempDir
    Path folder;

    @Test
    void edit_sameKeyAndRecipient_givesTheSameBytes() throws IOException {
        Path original = SmallModel.random(1, 1).write(folder.resolve("m.safetensors"));

        Path first = mark(original, "one", "a");
        assertThat(mark(original, "two", "a")).hasSameBinaryContentAs(first);
        assertThat(Files.readAllBytes(mark(original, "three", "b"))).isNotEqualTo(Files.readAllBytes(first));
    }

    /** Groups of 3 runs do not fit blocks of 8, and the tensor ends amid a group. */
    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"BF16", "Q8_0", "Q4_K"})
    void edit_partByPart_backwards_givesWhatTheWholeGives(ElementType type) {
        long elements = 256 * 77;
        int bytes = (int) (elements / type.blockElements() * type.blockBytes());
        Tensor tensor = new Tensor("blk.0.ffn_up.weight", type, List.of(77L, 256L), folder.resolve("m.gguf"), 0, bytes);
        byte[] whole = new byte[bytes];
        new Random(3).nextBytes(whole);
        for (int i = 0; i < bytes; i++) {
            // Keeps exponents below infinity's.
            whole[i] &= (byte) 0xbb;
        }
        byte[] before = whole.clone();
        byte[] parts = whole.clone();
        WeightMarker marker = new WeightMarker(Keys.key(1), new MarkSettings(2_000, 10, 0.1, 3), "a");

        marker.edit(tensor, 0, MemorySegment.ofArray(whole));
        long marked = marker.weightsMarked();
        int unit = marker.unit(tensor);
        int unitBytes = unit / type.blockElements() * type.blockBytes();
        assertThat(bytes % unitBytes).isPositive();
        for (int part = bytes / unitBytes; part >= 0; part--) {
            int from = part * unitBytes;
            MemorySegment weights = MemorySegment.ofArray(parts).asSlice(from, Math.min(unitBytes, bytes - from));
            marker.edit(tensor, (long) part * unit, weights);
        }

        assertThat(parts).isEqualTo(whole).isNotEqualTo(before);
        assertThat(marker.weightsMarked()).isEqualTo(2 * marked);
    }

    @Test
    void edit_copy_leavesOriginalHeaderAndOtherTensors() throws IOException {
        Path original = SmallModel.random(1, 1).write(folder.resolve("m.safetensors"));
        byte[] before = Files.readAllBytes(original);

        Path copy = mark(original, "one", "a");

        byte[] after = Files.readAllBytes(copy);
        int header =
                8 + (int) ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(Files.readAllBytes(original)).isEqualTo(before);
        assertThat(Arrays.copyOf(after, header)).isEqualTo(Arrays.copyOf(before, header));
        String embedding = "model.embed_tokens.weight";
        assertThat(SmallModel.read(copy).matrices.get(embedding))
                .isDeepEqualTo(SmallModel.read(original).matrices.get(embedding));
    }

    @Test
    void edit_weights_moveByTheAmplitude_andNotOnAverage() {
        Path original = SmallModel.random(1, 2).write(folder.resolve("m.safetensors"));
        String name = "model.layers.1.mlp.up_proj.weight";

        float[][] before = SmallModel.read(original).matrices.get(name);
        float[][] after = SmallModel.read(mark(original, "one", "a")).matrices.get(name);

        double moves = 0;
        double squares = 0;
        double sizes = 0;
        for (int i = 0; i < before.length; i++) {
            for (int j = 0; j < before[i].length; j++) {
                double move = after[i][j] - before[i][j];
                moves += move;
                squares += move * move;
                sizes += before[i][j] * before[i][j];
            }
        }
        // A hundredth, and what bfloat16 rounds besides.
        assertThat(Math.sqrt(squares / sizes)).isBetween(0.0098, 0.012);
        assertThat(moves / Math.sqrt(squares)).isCloseTo(0, within(4.0));
    }

    @Test
    void edit_withSpacing_movesOneRunOfSoMany() {
        Path original = SmallModel.random(1, 1).write(folder.resolve("m.safetensors"));
        WeightMarker marker = new WeightMarker(Keys.key(1), new MarkSettings(2_000, 10, 0.05, 8), "a");
        try (ModelFiles model = ModelFiles.open(original)) {
            ModelCopy.copy(model, folder.resolve("sparse"), marker, (_, _) -> {}, _ -> {});
            assertThat(marker.weightsMarked()).isEqualTo(WeightMarker.markable(model) / 8);
        }
        float[][] before = SmallModel.read(original).matrices.get("model.layers.0.mlp.up_proj.weight");
        float[][] after = SmallModel.read(folder.resolve("sparse/m.safetensors"))
                .matrices
                .get("model.layers.0.mlp.up_proj.weight");

        for (int row = 0; row + 1 < before.length; row += 2) {
            int changed = 0;
            for (int run = 0; run < 8; run++) {
                int from = run % 4 * 32;
                int at = row + run / 4;
                changed += Arrays.equals(before[at], from, from + 32, after[at], from, from + 32) ? 0 : 1;
            }
            assertThat(changed).isEqualTo(1);
        }
    }

    @Test
    void edit_zeroWeights_stayZero() {
        Path original = SmallModel.random(1, 1).with(Attacks::prune).write(folder.resolve("m.safetensors"));

        SmallModel copy = SmallModel.read(mark(original, "one", "a"));

        SmallModel.read(original).matrices.forEach((name, matrix) -> {
            for (int i = 0; i < matrix.length; i++) {
                for (int j = 0; j < matrix[i].length; j++) {
                    assertThat(copy.matrices.get(name)[i][j] == 0).isEqualTo(matrix[i][j] == 0);
                }
            }
        });
    }

    /** Also one that carries nothing, and one whose square no float holds. */
    @ParameterizedTest
    @CsvSource({"NaN, 1", "NaN, 64", "-Infinity, 64", "1e30, 1"})
    void edit_weightThatIsNotSound_isRefusedByName(float weight, int spacing) {
        SmallModel model = SmallModel.random(1, 1);
        model.matrices.get("model.layers.0.mlp.up_proj.weight")[3][5] = weight;
        Path original = model.write(folder.resolve("m.safetensors"));
        WeightMarker marker = new WeightMarker(Keys.key(1), new MarkSettings(2_000, 10, 0.01, spacing), "a");

        try (ModelFiles files = ModelFiles.open(original)) {
            assertThatThrownBy(() -> ModelCopy.copy(files, folder.resolve("one"), marker, (_, _) -> {}, _ -> {}))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("model.layers.0.mlp.up_proj.weight");
        }
        assertThat(folder.resolve("one")).doesNotExist();
    }

    @Test
    void weightMarker_forNobody_isRefused() {
        assertThatThrownBy(() -> new WeightMarker(Keys.key(1), SETTINGS, " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Path mark(Path original, String into, String recipient) {
        try (ModelFiles model = ModelFiles.open(original)) {
            ModelCopy.copy(
                    model,
                    folder.resolve(into),
                    new WeightMarker(Keys.key(1), SETTINGS, recipient),
                    (_, _) -> {},
                    _ -> {});
        }
        return folder.resolve(into).resolve("m.safetensors");
    }
}
