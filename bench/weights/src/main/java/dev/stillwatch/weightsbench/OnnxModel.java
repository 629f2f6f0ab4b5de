// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weightsbench;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Reads the weights out of an ONNX file. Those of linear layers have no names there and lie with inputs as rows; they get
 * the names of their layers, and outputs as rows, as in the model's own files.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">the fields of ONNX</a>
 */
final class OnnxModel {
    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int FLOAT = 1;

    private final Map<String, Model.Matrix> initializers = new LinkedHashMap<>();
    private final Map<String, String> layers = new TreeMap<>();

    private OnnxModel() {}

    /** The float model in langchain4j's jar. */
    static Model miniLm() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                OnnxModel.class.getResourceAsStream("/all-minilm-l6-v2.onnx"), "all-minilm-l6-v2.onnx is missing")) {
            return read(in.readAllBytes());
        }
    }

    private static Model read(byte[] file) throws IOException {
        OnnxModel model = new OnnxModel();
        fields(CodedInputStream.newInstance(file), (field, in) -> {
            if (field == GRAPH) {
                fields(in.readByteBuffer(), model::graph);
                return true;
            }
            return false;
        });
        Map<String, Model.Matrix> named = new LinkedHashMap<>();
        model.initializers.forEach((name, tensor) -> {
            String layer = model.layers.get(name);
            named.put(layer == null ? name : layer + ".weight", layer == null ? tensor : transposed(tensor));
        });
        return new Model(named);
    }

    private boolean graph(int field, CodedInputStream in) throws IOException {
        switch (field) {
            case NODE -> node(in.readByteBuffer());
            case INITIALIZER -> initializer(in.readByteBuffer());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void node(ByteBuffer content) throws IOException {
        List<String> inputs = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        fields(content, (field, in) -> {
            switch (field) {
                case 1 -> inputs.add(in.readString());
                case 3 -> name.append(in.readString());
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (name.toString().endsWith("/MatMul") && inputs.size() == 2) {
            String layer = name.substring(1, name.length() - "/MatMul".length()).replace('/', '.');
            layers.put(inputs.get(1), layer);
        }
    }

    private void initializer(ByteBuffer content) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        List<ByteBuffer> raw = new ArrayList<>();
        int[] type = new int[1];
        fields(content, (field, in) -> {
            switch (field) {
                case 1 -> sizes.add((int) in.readInt64());
                case 2 -> type[0] = in.readInt32();
                case 8 -> name.append(in.readString());
                case 9 -> raw.add(in.readByteBuffer());
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (type[0] == FLOAT && !raw.isEmpty() && !sizes.isEmpty() && sizes.size() <= 2) {
            float[] values = new float[raw.getFirst().remaining() / Float.BYTES];
            raw.getFirst().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            int columns = sizes.getLast();
            initializers.put(name.toString(), new Model.Matrix(values, values.length / columns, columns));
        }
    }

    private static Model.Matrix transposed(Model.Matrix tensor) {
        float[] turned = new float[tensor.values().length];
        for (int row = 0; row < tensor.rows(); row++) {
            for (int column = 0; column < tensor.columns(); column++) {
                turned[column * tensor.rows() + row] = tensor.values()[row * tensor.columns() + column];
            }
        }
        return new Model.Matrix(turned, tensor.columns(), tensor.rows());
    }

    /** Reads a field's content; false where it is to be passed over. */
    @FunctionalInterface
    private interface Field {
        boolean read(int number, CodedInputStream in) throws IOException;
    }

    private static void fields(ByteBuffer message, Field field) throws IOException {
        fields(CodedInputStream.newInstance(message), field);
    }

    private static void fields(CodedInputStream in, Field field) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!field.read(WireFormat.getTagFieldNumber(tag), in)) {
                in.skipField(tag);
            }
        }
    }
}
