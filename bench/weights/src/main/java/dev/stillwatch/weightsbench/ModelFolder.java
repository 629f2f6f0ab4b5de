// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import dev.stillwatch.modelfiles.ElementType;
import dev.stillwatch.modelfiles.ModelFiles;
import dev.stillwatch.modelfiles.RunCodec;
import dev.stillwatch.modelfiles.Tensor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes models as safetensors. */
final class ModelFolder {
    private static final JsonMapper JSON = new JsonMapper();

    private ModelFolder() {}

    /** Reads the tensors of a model as numbers. */
    static Model read(Path path) {
        Map<String, Model.Matrix> tensors = new LinkedHashMap<>();
        try (ModelFiles files = ModelFiles.open(path)) {
            for (Tensor tensor : files.tensors()) {
                RunCodec codec = RunCodec.of(tensor.type()).orElseThrow();
                float[] values = new float[(int) tensor.elements()];
                float[] run = new float[RunCodec.RUN];
                for (int i = 0; i < values.length; i += run.length) {
                    codec.read(files.weights(tensor), i / run.length, run);
                    System.arraycopy(run, 0, values, i, run.length);
                }
                tensors.put(tensor.name(), new Model.Matrix(values, values.length / (int) tensor.columns(), (int)
                        tensor.columns()));
            }
        }
        return new Model(tensors);
    }

    /**
     * Writes a model into a new file.
     *
     * @param type F32 or BF16, rounded to the nearest
     */
    static Path write(Model model, ElementType type, Path file) throws IOException {
        int width = type.blockBytes();
        ObjectNode header = JSON.createObjectNode();
        long end = 0;
        for (Map.Entry<String, Model.Matrix> each : model.tensors().entrySet()) {
            Model.Matrix tensor = each.getValue();
            ObjectNode entry = header.putObject(each.getKey()).put("dtype", type.name());
            var shape = entry.putArray("shape");
            if (!tensor.isVector()) {
                shape.add(tensor.rows());
            }
            shape.add(tensor.columns());
            long bytes = (long) width * tensor.values().length;
            entry.putArray("data_offsets").add(end).add(end + bytes);
            end += bytes;
        }
        byte[] text = JSON.writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(text.length)
                    .array());
            out.write(text);
            for (Model.Matrix tensor : model.tensors().values()) {
                ByteBuffer bytes =
                        ByteBuffer.allocate(width * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
                for (float value : tensor.values()) {
                    if (type == ElementType.F32) {
                        bytes.putFloat(value);
                    } else {
                        bytes.putShort((short) (Rounding.bits(value) >>> 16));
                    }
                }
                out.write(bytes.array());
            }
        }
        return file;
    }
}
