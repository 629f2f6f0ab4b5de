// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelfiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Writes small safetensors files, right and wrong ones. */
final class SampleSafetensors {
    private final StringBuilder header = new StringBuilder();
    private final SplittableRandom random;
    private int bytes;

    SampleSafetensors(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A tensor that follows the one before, of so many bytes. */
    SampleSafetensors tensor(String name, String type, int length, long... shape) {
        entry(name, type, bytes, bytes + length, shape);
        bytes += length;
        return this;
    }

    SampleSafetensors entry(String name, String type, long from, long to, long... shape) {
        String sizes = Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return raw("\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + sizes + "],\"data_offsets\":[" + from
                + "," + to + "]}");
    }

    SampleSafetensors raw(String json) {
        header.append(header.isEmpty() ? "" : ",").append(json);
        return this;
    }

    SampleSafetensors data(int length) {
        bytes = length;
        return this;
    }

    byte[] toBytes() {
        return toBytes("{" + header + "}");
    }

    byte[] toBytes(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        byte[] data = new byte[bytes];
        random.nextBytes(data);
        /* Exponents of random bytes reach to infinity; these keep every type's numbers small. */
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (data[i] & 0xbb);
        }
        return ByteBuffer.allocate(8 + text.length + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    Path write(Path file) {
        return write(file, toBytes());
    }

    static Path write(Path file, byte[] content) {
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
