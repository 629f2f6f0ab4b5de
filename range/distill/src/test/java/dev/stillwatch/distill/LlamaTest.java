// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LlamaTest {
    private static final Shape SHAPE = new Shape(16, 24, 2, 4, 2, 32, 20);

    @TempDir
    Path folder;

    @Test
    void read_written_isTheSameModel() {
        Llama model = Llama.random(SHAPE, new Random(1));
        Path file = folder.resolve("model.bin");

        model.write(file);
        Llama read = Llama.read(file);

        assertThat(read.shape()).isEqualTo(SHAPE);
        assertThat(read.parameters()).isEqualTo(model.parameters());
    }

    @Test
    void write_always_hasThePublishedLayout() throws IOException {
        Llama model = Llama.random(SHAPE, new Random(1));
        Path file = folder.resolve("model.bin");

        model.write(file);

        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int[] sizes = new int[7];
        bytes.asIntBuffer().get(sizes);
        assertThat(sizes).containsExactly(16, 24, 2, 4, 2, 32, 20);
        // Embedding, two norms, query and output, key and value, three of feed-forward, last norm, rotary tables.
        int numbers = 32 * 16 + 2 * (2 * 16 + 2 * 16 * 16 + 2 * 16 * 8 + 3 * 16 * 24) + 16 + 20 * 4;
        assertThat(bytes.capacity()).isEqualTo(7 * 4 + 4 * numbers);
        // The first norm of the second layer follows that of the first, and is all ones.
        assertThat(bytes.getFloat(7 * 4 + 4 * (32 * 16 + 16))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 27, 28, 1000})
    void read_fileCutOff_isRefusedNamingTheFile(int length) throws IOException {
        Path file = folder.resolve("model.bin");
        Llama.random(SHAPE, new Random(1)).write(file);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));

        assertThatThrownBy(() -> Llama.read(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("model.bin")
                .hasMessageContaining("cut off");
    }

    @Test
    void read_fileTooLong_isRefused() throws IOException {
        Path file = folder.resolve("model.bin");
        Llama.random(SHAPE, new Random(1)).write(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 4));

        assertThatThrownBy(() -> Llama.read(file)).isInstanceOf(StillwatchException.class);
    }

    @Test
    void read_noModel_isRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "These are notes, and no model. ".repeat(10));

        assertThatThrownBy(() -> Llama.read(text))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("llama2.c");
    }

    @Test
    void read_sizesBeyondAllMemory_isRefusedBeforeAsking() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(16384)
                .putInt(1 << 20)
                .putInt(1024)
                .putInt(1)
                .putInt(1)
                .putInt(1 << 20)
                .putInt(1 << 20);
        Path file = Files.write(folder.resolve("huge.bin"), header.array());

        assertThatThrownBy(() -> Llama.read(file)).isInstanceOf(StillwatchException.class);
    }

    @Test
    void read_outputOfItsOwn_isRefusedSayingSo() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(16).putInt(24).putInt(2).putInt(4).putInt(2).putInt(-32).putInt(20);
        Path file = Files.write(folder.resolve("own.bin"), header.array());

        assertThatThrownBy(() -> Llama.read(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("output matrix");
    }

    @Test
    void read_numbersDamaged_isRefused() throws IOException {
        Path file = folder.resolve("model.bin");
        Llama.random(SHAPE, new Random(1)).write(file);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(200, Float.NaN);
        Files.write(file, bytes);

        assertThatThrownBy(() -> Llama.read(file))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void read_missing_isRefused() {
        assertThatThrownBy(() -> Llama.read(folder.resolve("none.bin"))).isInstanceOf(StillwatchException.class);
    }
}
