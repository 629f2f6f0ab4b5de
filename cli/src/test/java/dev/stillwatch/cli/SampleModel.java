// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A small model of random numbers, shaped as a layer of a transformer is; {@code docs/samples/model} holds the one of seed
 * 1. In bfloat16.
 */
final class SampleModel {
    static final long SEED_OF_DOCS = 1;
    private static final double SIZE = 0.02;

    private record Shape(String name, int rows, int columns) {
        int bytes() {
            return 2 * rows * columns;
        }
    }

    private static final List<Shape> SHAPES = List.of(
            new Shape("model.embed_tokens.weight", 32, 128),
            new Shape("model.layers.0.mlp.up_proj.weight", 256, 128),
            new Shape("model.layers.0.mlp.down_proj.weight", 128, 256));

    private SampleModel() {}

    /** Writes the model's folder. */
    static Path write(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"sample\"}\n");
        Files.write(folder.resolve("model.safetensors"), safetensors(seed));
        return folder;
    }

    static byte[] safetensors(long seed) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        int at = 0;
        for (Shape shape : SHAPES) {
            header.append(",\"")
                    .append(shape.name())
                    .append("\":{\"dtype\":\"BF16\",\"shape\":[")
                    .append(shape.rows())
                    .append(',')
                    .append(shape.columns())
                    .append("],\"data_offsets\":[")
                    .append(at)
                    .append(',')
                    .append(at + shape.bytes())
                    .append("]}");
            at += shape.bytes();
        }
        header.append('}');
        while (header.length() % 8 != 0) {
            header.append(' ');
        }
        ByteBuffer weights = ByteBuffer.allocate(at).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(seed);
        while (weights.hasRemaining()) {
            weights.putShort((short) (Float.floatToIntBits((float) (SIZE * random.nextGaussian())) >> 16));
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .array());
        file.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(weights.array());
        return file.toByteArray();
    }

    /** Where the weights begin. */
    static int weightsAt(byte[] safetensors) {
        return Long.BYTES
                + (int) ByteBuffer.wrap(safetensors)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getLong();
    }
}
