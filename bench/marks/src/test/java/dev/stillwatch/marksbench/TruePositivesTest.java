// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.distill.Llama;
import dev.stillwatch.distill.Shape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruePositivesTest {
    private static final Shape SHAPE = new Shape(16, 16, 1, 2, 1, 64, 256);

    @TempDir
    private Path folder;

    private StoryModel model() {
        Path file = folder.resolve("model.bin");
        Llama.random(SHAPE, new Random(1)).write(file);
        return new StoryModel(file);
    }

    @Test
    void written_anyReply_isAsLongAsAskedAndNeverEnds() {
        StoryModel model = model();
        SplittableRandom random = new SplittableRandom(2);
        int[] prompt = model.beginning(5, random);
        assertThat(prompt).hasSize(5).startsWith(1);
        int[] reply = model.written(prompt, 30, 1, Optional.empty(), random);
        assertThat(reply).hasSize(30).doesNotContain(1, 2);
        // A model that knows nothing draws from nearly all of its 62 tokens.
        assertThat(model.entropy()).isBetween(3.0, Math.log(62));
        assertThat(model.written(prompt, 30, 1e-5, Optional.empty(), new SplittableRandom(3)))
                .isEqualTo(model.written(prompt, 30, 1e-5, Optional.empty(), new SplittableRandom(4)));
    }

    @Test
    void table_modelOfHighEntropy_findsMarkedRepliesAndNotOthers() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new TruePositives(model(), 20, new PrintStream(out, true, StandardCharsets.UTF_8))
                .table(new double[] {1}, List.of("gumbel-vllm"));
        String[] columns =
                out.toString(StandardCharsets.UTF_8).lines().toList().getLast().split(" +");
        assertThat(columns[0]).isEqualTo("gumbel-vllm");
        // Of 200 tokens: the share of marked ones, and after windows and lift that of others.
        assertThat(Double.parseDouble(columns[7])).isEqualTo(100);
        assertThat(Double.parseDouble(columns[14])).isLessThanOrEqualTo(15);
    }
}
