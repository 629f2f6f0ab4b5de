// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A model of a few matrices in memory, to be changed and written as safetensors of 16 bits. */
final class SmallModel {
    /** Rows of numbers by name. */
    final Map<String, float[][]> matrices = new LinkedHashMap<>();

    /** Layers as a transformer has them, of 128 columns; some 200,000 weights each. */
    static SmallModel random(long seed, int layers) {
        Random random = new Random(seed);
        SmallModel model = new SmallModel();
        model.matrices.put("model.embed_tokens.weight", matrix(random, 256, 128));
        for (int layer = 0; layer < layers; layer++) {
            String prefix = "model.layers." + layer + ".";
            for (String part : new String[] {"q_proj", "k_proj", "v_proj", "o_proj"}) {
                model.matrices.put(prefix + "self_attn." + part + ".weight", matrix(random, 128, 128));
            }
            model.matrices.put(prefix + "mlp.gate_proj.weight", matrix(random, 384, 128));
            model.matrices.put(prefix + "mlp.up_proj.weight", matrix(random, 384, 128));
            model.matrices.put(prefix + "mlp.down_proj.weight", matrix(random, 128, 384));
        }
        return model;
    }

    private static float[][] matrix(Random random, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            double size = 0.02 * (0.5 + random.nextDouble());
            for (int i = 0; i < columns; i++) {
                row[i] = (float) (size * random.nextGaussian());
            }
        }
        return matrix;
    }

    /** What a file of this class holds. */
    static SmallModel read(Path file) {
        try {
            ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[(int) all.getLong()];
            all.get(header);
            SmallModel model = new SmallModel();
            java.util.regex.Matcher entry = java.util.regex.Pattern.compile(
                            "\"([^\"]+)\":\\{\"dtype\":\"(\\w+)\",\"shape\":\\[(\\d+),(\\d+)]")
                    .matcher(new String(header, StandardCharsets.UTF_8));
            while (entry.find()) {
                float[][] matrix = new float[Integer.parseInt(entry.group(3))][Integer.parseInt(entry.group(4))];
                for (float[] row : matrix) {
                    for (int i = 0; i < row.length; i++) {
                        short bits = all.getShort();
                        row[i] = entry.group(2).equals("BF16")
                                ? Float.intBitsToFloat(bits << 16)
                                : Float.float16ToFloat(bits);
                    }
                }
                model.matrices.put(entry.group(1), matrix);
            }
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path write(Path file) {
        return write(file, "BF16");
    }

    /** Writes BF16 or F16, rounded to the nearest. */
    Path write(Path file, String type) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        int bytes = 0;
        for (Map.Entry<String, float[][]> each : matrices.entrySet()) {
            float[][] matrix = each.getValue();
            int end = bytes + 2 * matrix.length * matrix[0].length;
            header.append(",\"%s\":{\"dtype\":\"%s\",\"shape\":[%d,%d],\"data_offsets\":[%d,%d]}"
                    .formatted(each.getKey(), type, matrix.length, matrix[0].length, bytes, end));
            bytes = end;
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + text.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        all.putLong(text.length).put(text);
        for (float[][] matrix : matrices.values()) {
            for (float[] row : matrix) {
                for (float weight : row) {
                    all.putShort(
                            type.equals("BF16")
                                    ? (short) ((Float.floatToRawIntBits(weight) + 0x8000) >>> 16)
                                    : Float.floatToFloat16(weight));
                }
            }
        }
        try {
            return Files.write(file, all.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each matrix changed by itself. */
    SmallModel with(UnaryOperator<float[][]> change) {
        SmallModel changed = new SmallModel();
        matrices.forEach((name, matrix) -> changed.matrices.put(name, change.apply(copy(matrix))));
        return changed;
    }

    static float[][] copy(float[][] matrix) {
        float[][] copy = new float[matrix.length][];
        for (int i = 0; i < matrix.length; i++) {
            copy[i] = matrix[i].clone();
        }
        return copy;
    }

    /** The mean of models of the same matrices. */
    static SmallModel mean(SmallModel... models) {
        return models[0].with(UnaryOperator.identity()).plus(models);
    }

    private SmallModel plus(SmallModel... models) {
        matrices.forEach((name, matrix) -> {
            for (int i = 0; i < matrix.length; i++) {
                for (int j = 0; j < matrix[i].length; j++) {
                    double sum = 0;
                    for (SmallModel model : models) {
                        sum += model.matrices.get(name)[i][j];
                    }
                    matrix[i][j] = (float) (sum / models.length);
                }
            }
        });
        return this;
    }
}
