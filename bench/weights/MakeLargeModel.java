// SPDX-License-Identifier: Apache-2.0
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Writes a safetensors file of any size: layers of linear weights in bfloat16, normally distributed. */
public final class MakeLargeModel {
    private static final int SIDE = 4096;
    private static final int TENSOR_BYTES = 2 * SIDE * SIDE;

    private MakeLargeModel() {}

    /** Arguments: the file, and its size in MB. */
    public static void main(String[] arguments) throws IOException {
        int tensors = (int) Math.max(1, Long.parseLong(arguments[1]) * 1_000_000 / TENSOR_BYTES);
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
        for (int i = 0; i < tensors; i++) {
            header.append(",\"model.layers.")
                    .append(i)
                    .append(".mlp.up_proj.weight\":{\"dtype\":\"BF16\",\"shape\":[")
                    .append(SIDE + "," + SIDE)
                    .append("],\"data_offsets\":[")
                    .append((long) i * TENSOR_BYTES)
                    .append(',')
                    .append((i + 1L) * TENSOR_BYTES)
                    .append("]}");
        }
        header.append('}');
        while (header.length() % 8 != 0) {
            header.append(' ');
        }
        ByteBuffer weights = ByteBuffer.allocateDirect(2 * TENSOR_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(1);
        while (weights.hasRemaining()) {
            weights.putShort((short) (Float.floatToRawIntBits((float) (0.02 * random.nextGaussian())) >>> 16));
        }
        try (FileChannel out = FileChannel.open(
                Path.of(arguments[0]), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
            write(out, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, text.length));
            write(out, ByteBuffer.wrap(text));
            for (int i = 0; i < tensors; i++) {
                // Each from another place, so that no two tensors are the same.
                int from = 2 * (int) (1_000_003L * i % (TENSOR_BYTES / 2));
                write(out, weights.slice(from, TENSOR_BYTES));
            }
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
