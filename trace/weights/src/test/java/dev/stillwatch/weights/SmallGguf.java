// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Small models as GGUF files of blocks of 32 weights, and back. */
final class SmallGguf {
    /** As llama.cpp's quantisers write them. */
    enum Type {
        Q4_0(2, 18),
        Q8_0(8, 34);

        private final int number;
        private final int blockBytes;

        Type(int number, int blockBytes) {
            this.number = number;
            this.blockBytes = blockBytes;
        }

        private void block(float[] row, int from, ByteBuffer out) {
            float largest = 0;
            for (int i = from; i < from + 32; i++) {
                largest = Math.abs(row[i]) > Math.abs(largest) ? row[i] : largest;
            }
            float scale = this == Q4_0 ? largest / -8 : Math.abs(largest) / 127;
            out.putShort(Float.floatToFloat16(scale));
            if (this == Q8_0) {
                for (int i = from; i < from + 32; i++) {
                    out.put((byte) (scale == 0 ? 0 : Math.round(row[i] / scale)));
                }
                return;
            }
            for (int i = from; i < from + 16; i++) {
                out.put((byte) (code(row[i], scale) | code(row[i + 16], scale) << 4));
            }
        }

        private static int code(float weight, float scale) {
            return scale == 0 ? 8 : Math.clamp((int) Math.floor(weight / scale + 8.5), 0, 15);
        }
    }

    private SmallGguf() {}

    static Path write(SmallModel model, Type type, Path file) {
        int bytes = 100;
        for (Map.Entry<String, float[][]> each : model.matrices.entrySet()) {
            bytes += each.getKey().length() + 100 + size(each.getValue(), type);
        }
        ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3);
        out.putLong(model.matrices.size()).putLong(1);
        name(out, "general.alignment");
        out.putInt(4).putInt(32);
        long offset = 0;
        for (Map.Entry<String, float[][]> each : model.matrices.entrySet()) {
            name(out, each.getKey());
            out.putInt(2).putLong(each.getValue()[0].length).putLong(each.getValue().length);
            out.putInt(type.number).putLong(offset);
            offset += padded(size(each.getValue(), type));
        }
        for (float[][] matrix : model.matrices.values()) {
            out.position(padded(out.position()));
            for (float[] row : matrix) {
                for (int from = 0; from < row.length; from += 32) {
                    type.block(row, from, out);
                }
            }
        }
        try {
            byte[] all = new byte[out.position()];
            out.flip().get(all);
            return Files.write(file, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int size(float[][] matrix, Type type) {
        return matrix.length * matrix[0].length / 32 * type.blockBytes;
    }

    private static int padded(int size) {
        return (size + 31) / 32 * 32;
    }

    private static void name(ByteBuffer out, String name) {
        out.putLong(name.length()).put(name.getBytes(StandardCharsets.US_ASCII));
    }

    /** The matrices of a file of any format as numbers, by name. */
    static SmallModel read(Path file) {
        Map<String, float[][]> matrices = new TreeMap<>();
        try (ModelFiles model = ModelFiles.open(file)) {
            for (Tensor tensor : model.tensors()) {
                RunCodec codec = RunCodec.of(tensor.type()).orElseThrow();
                float[][] matrix = new float[(int) tensor.rows()][(int) tensor.columns()];
                float[] run = new float[RunCodec.RUN];
                for (int i = 0; i < tensor.elements() / RunCodec.RUN; i++) {
                    codec.read(model.weights(tensor), i, run);
                    int at = i * RunCodec.RUN;
                    System.arraycopy(run, 0, matrix[at / matrix[0].length], at % matrix[0].length, RunCodec.RUN);
                }
                matrices.put(tensor.name(), matrix);
            }
        }
        SmallModel read = new SmallModel();
        read.matrices.putAll(matrices);
        return read;
    }
}
