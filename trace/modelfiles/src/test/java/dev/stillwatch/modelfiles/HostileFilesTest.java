// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged and forged files of both formats: each opens, or is refused in words; and whatever opens can be read. */
class HostileFilesTest {
    private static final int MUTATIONS = 1_500;

    @TempDir
    Path folder;

    private static byte[] mutated(byte[] file, SplittableRandom random) {
        byte[] bytes = file.clone();
        for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
            /* Headers come first, and are what can go wrong. */
            int at = random.nextInt(1 + random.nextInt(bytes.length));
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(1, 100));
                case 4 -> {
                    if (at + 8 <= bytes.length) {
                        long value = random.nextLong() >> random.nextInt(64);
                        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, value);
                    }
                }
                default -> {
                    int length = Math.min(random.nextInt(1, 32), bytes.length - at);
                    System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
                }
            }
        }
        return bytes;
    }

    private static void readAll(ModelFiles model) {
        float[] run = new float[RunCodec.RUN];
        for (Tensor tensor : model.tensors()) {
            assertThat(model.weights(tensor).byteSize()).isEqualTo(tensor.bytes());
            assertThat(tensor.rows() * tensor.columns()).isEqualTo(tensor.columns() == 0 ? 0 : tensor.elements());
            RunCodec.of(tensor.type()).ifPresent(codec -> {
                for (long r = 0; r < tensor.elements() / RunCodec.RUN; r++) {
                    codec.read(model.weights(tensor), r, run);
                }
            });
        }
        assertThat(model.parameters().values()).allMatch(count -> count >= 0);
    }

    private int opened(Path path, byte[] file, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        int opened = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Files.write(path, mutated(file, random));
            try (ModelFiles model = ModelFiles.open(path)) {
                readAll(model);
                opened++;
            } catch (StillwatchException refused) {
                assertThat(refused).hasMessageContaining(path.getFileName().toString());
            }
        }
        return opened;
    }

    @Test
    void open_mutatedSafetensors_opensOrIsRefusedInWords() throws IOException {
        byte[] file = new SampleSafetensors(1)
                .raw("\"__metadata__\":{\"format\":\"pt\",\"k\":\"v\"}")
                .tensor("model.a", "BF16", 128, 2, 32)
                .tensor("model.b", "F32", 128, 32)
                .tensor("model.c", "I8", 64, 8, 8)
                .tensor("model.d", "F8_E4M3", 0, 0, 7)
                .toBytes();
        assertThat(opened(folder.resolve("m.safetensors"), file, 41)).isBetween(1, MUTATIONS - 1);
    }

    @Test
    void open_mutatedGguf_opensOrIsRefusedInWords() throws IOException {
        byte[] file = new SampleGguf()
                .alignment(32)
                .text("general.name", "sample")
                .key(new SampleGguf.Writer()
                        .text("tokens")
                        .int32(SampleGguf.LIST)
                        .int32(SampleGguf.TEXT)
                        .int64(3)
                        .text("a")
                        .text("bc")
                        .text("")
                        .done())
                .tensor("blk.0", 12, 144, 256)
                .tensor("blk.1", 8, 68, 32, 2)
                .tensor("norm", 0, 12, 3)
                .toBytes();
        assertThat(opened(folder.resolve("m.gguf"), file, 42)).isBetween(1, MUTATIONS - 1);
    }

    @Test
    void open_mutatedIndex_opensOrIsRefusedInWords() throws IOException {
        new SampleSafetensors(1).tensor("a", "F32", 4, 1).write(folder.resolve("m-1.safetensors"));
        new SampleSafetensors(1).tensor("b", "F32", 4, 1).write(folder.resolve("m-2.safetensors"));
        byte[] index =
                "{\"metadata\":{\"total_size\":8},\"weight_map\":{\"a\":\"m-1.safetensors\",\"b\":\"m-2.safetensors\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        Path path = folder.resolve("m.safetensors.index.json");
        SplittableRandom random = new SplittableRandom(43);
        int opened = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            Files.write(path, mutated(index, random));
            try (ModelFiles model = ModelFiles.open(folder)) {
                readAll(model);
                opened++;
            } catch (StillwatchException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
        assertThat(opened).isBetween(1, MUTATIONS - 1);
    }

    /** A file of one terabyte that takes no room on disk, and claims as many texts as fit. */
    @Test
    void open_endlessGgufHeader_isRefusedBeforeItsEnd() throws IOException {
        Path path = folder.resolve("m.gguf");
        byte[] head = new SampleGguf()
                .key(new SampleGguf.Writer()
                        .text("k")
                        .int32(SampleGguf.LIST)
                        .int32(SampleGguf.TEXT)
                        .int64(1L << 36)
                        .done())
                .toBytes();
        Files.write(path, head);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThatThrownBy(() -> ModelFiles.open(path))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("header takes more");
    }

    @Test
    void open_fileBeyondTwoGigabytes_reachesItsEnd() throws IOException {
        long bytes = 5L << 30;
        byte[] head = new SampleSafetensors(1)
                .entry("t", "BF16", 0, bytes, bytes / 64, 32)
                .toBytes();
        Path path = Files.write(folder.resolve("m.safetensors"), head);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(head.length + bytes);
            file.seek(head.length + bytes - 2);
            file.write(new byte[] {(byte) 0x80, 0x3f});
        }
        try (ModelFiles model = ModelFiles.open(path)) {
            Tensor tensor = model.tensors().getFirst();
            float[] run = new float[RunCodec.RUN];
            RunCodec.of(ElementType.BF16)
                    .orElseThrow()
                    .read(model.weights(tensor), tensor.elements() / RunCodec.RUN - 1, run);
            assertThat(run[31]).isEqualTo(1);
            assertThat(run[30]).isZero();
        }
    }
}
