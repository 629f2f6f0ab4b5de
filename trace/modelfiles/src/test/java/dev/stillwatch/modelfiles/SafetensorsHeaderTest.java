// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsHeaderTest {
    @TempDir
    Path folder;

    private void refused(SampleSafetensors file, String... words) {
        refused(file.toBytes(), words);
    }

    private void refused(byte[] file, String... words) {
        List<String> expected = words.length == 0 ? List.of(":") : List.of(words);
        Path path = SampleSafetensors.write(folder.resolve("m.safetensors"), file);
        assertThatThrownBy(() -> ModelFiles.open(path).close())
                .isInstanceOf(StillwatchException.class)
                .message()
                .contains("m.safetensors")
                .contains(expected);
    }

    private static SampleSafetensors file() {
        return new SampleSafetensors(1);
    }

    private static byte[] withLength(long length) {
        return ByteBuffer.allocate(64)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .array();
    }

    @Test
    void open_headerLongerThanAllowedOrThere_isRefused() {
        refused(withLength(100_000_001), "100000001 bytes", "at most");
        refused(withLength(-1), "18446744073709551615 bytes");
        refused(withLength(57), "the file ends before");
        refused(new byte[7], "too few");
        refused(new byte[0], "too few");
    }

    @Test
    void open_everyCut_isRefused() {
        byte[] whole = file().tensor("t", "F32", 16, 4).toBytes();
        for (int length = 0; length < whole.length; length++) {
            refused(Arrays.copyOf(whole, length));
        }
    }

    @Test
    void open_jsonThatIsNone_isRefused() {
        for (String json : new String[] {
            "",
            "{",
            "[]",
            "null",
            "{}{}",
            "{\"a\"",
            "{\"a\":1}",
            "{\"a\":{}}",
            "{\"__metadata__\":1}",
            "{\"__metadata__\":{\"a\":1}}",
            "\ufeff{}",
            "{\"a\":" + "[".repeat(2_000_000)
        }) {
            refused(file().toBytes(json));
        }
        refused(file().toBytes(new String("{}".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1)));
    }

    @Test
    void open_nameTwice_isRefused() {
        refused(file().entry("t", "F32", 0, 16, 4).entry("t", "F32", 16, 32, 4).data(32), "twice");
        refused(
                file().raw("\"t\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}")
                        .data(16),
                "twice");
    }

    @Test
    void open_tensorsOutOfPlace_areRefusedByName() {
        refused(file().entry("t", "F32", 0, 20, 5).data(16), "'t'", "outside of the file");
        refused(file().entry("t", "F32", 16, 0, 4).data(16), "'t'", "outside of the file");
        refused(file().entry("t", "F32", -16, 0, 4).data(16), "'t'", "negative");
        refused(file().entry("t", "F32", 0, 16, 4).entry("u", "F32", 8, 24, 4).data(24), "'u'", "overlaps");
        refused(file().entry("t", "F32", 0, 16, 4).entry("u", "F32", 0, 16, 4).data(16), "overlaps");
        refused(file().entry("t", "F32", 4, 20, 4).data(20), "'t'", "gap");
        refused(file().entry("t", "F32", 0, 16, 4).data(20), "4 bytes at its end");
    }

    @Test
    void open_shapesThatDoNotFit_areRefusedByName() {
        refused(file().tensor("t", "F32", 16, 5), "'t'", "do not come to");
        refused(file().tensor("t", "BF16", 16, 4), "'t'", "do not come to");
        refused(file().tensor("t", "F32", 16, 1L << 32, 1L << 32), "'t'", "more elements");
        refused(file().tensor("t", "F32", 0, 1L << 62), "'t'", "more elements");
        refused(file().tensor("t", "F32", 0, 1L << 62, 4, 0), "'t'", "more elements");
        refused(file().tensor("t", "F4", 1, 3), "'t'", "within a byte");
        refused(
                file().raw("\"t\":{\"dtype\":\"F32\",\"shape\":[4e0],\"data_offsets\":[0,16]}")
                        .data(16),
                "'t'");
        refused(
                file().raw("\"t\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,16]}")
                        .data(16),
                "'t'");
        refused(file().tensor("t", "F32", 4, new long[33]), "'t'", "too many");
    }

    @Test
    void open_namesThatCannotBeShown_areRefused() {
        refused(file().tensor("a\\u0007b", "F32", 4, 1), "control characters", "'a?b'");
        refused(file().tensor("a\\u202eb", "F32", 4, 1), "control characters");
        refused(file().tensor("a\\ud800", "F32", 4, 1));
        refused(file().tensor("", "F32", 4, 1), "0 characters");
        refused(file().tensor("n".repeat(1025), "F32", 4, 1), "1025 characters", "...");
    }

    @Test
    void open_unknownTypeAndSpacesAfterTheHeader_areTaken() {
        Path path = SampleSafetensors.write(
                folder.resolve("m.safetensors"),
                file().data(9).toBytes("{\"t\":{\"dtype\":\"F9\",\"shape\":[8],\"data_offsets\":[0,9]}}     "));
        try (ModelFiles model = ModelFiles.open(path)) {
            assertThat(model.tensors()).extracting(Tensor::type).containsExactly(ElementType.OTHER);
        }
    }

    @Test
    void open_noTensors_isAModelOfNone() {
        Path path = SampleSafetensors.write(folder.resolve("m.safetensors"), file().toBytes());
        try (ModelFiles model = ModelFiles.open(path)) {
            assertThat(model.tensors()).isEmpty();
        }
    }
}
