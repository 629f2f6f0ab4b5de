// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightMarkerTest {
    private static final MarkSettings SETTINGS = new MarkSettings(2_000, 10, 0.01, 1);

    @TempDir
    Path folder;

    @Test
    void edit_sameKeyAndRecipient_givesTheSameBytes_whateverTheThreads() throws Exception {
        Path original = SmallModel.random(1, 1).write(folder.resolve("m.safetensors"));

        Path first = mark(original, "one", "a");
        try (ForkJoinPool single = new ForkJoinPool(1)) {
            Path second = single.submit(() -> mark(original, "two", "a")).get();
            assertThat(second).hasSameBinaryContentAs(first);
        }
        assertThat(Files.readAllBytes(mark(original, "three", "b"))).isNotEqualTo(Files.readAllBytes(first));
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
            ModelCopy.copy(model, folder.resolve("sparse"), marker, (done, of) -> {});
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

    @Test
    void edit_weightThatIsNoNumber_isRefusedByName() {
        SmallModel model = SmallModel.random(1, 1);
        model.matrices.get("model.layers.0.mlp.up_proj.weight")[3][5] = Float.NaN;
        Path original = model.write(folder.resolve("m.safetensors"));

        assertThatThrownBy(() -> mark(original, "one", "a"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("model.layers.0.mlp.up_proj.weight");
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
                    model, folder.resolve(into), new WeightMarker(Keys.key(1), SETTINGS, recipient), (done, of) -> {});
        }
        return folder.resolve(into).resolve("m.safetensors");
    }
}
