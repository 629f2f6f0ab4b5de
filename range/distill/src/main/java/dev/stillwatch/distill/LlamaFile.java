// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * llama2.c's first file format: seven 32-bit sizes, the tensors as 32-bit floats, and tables of the rotary angles,
 * which are written for others and not read. All little-endian.
 */
final class LlamaFile {
    private static final int HEADER = 7 * Integer.BYTES;

    private LlamaFile() {}

    static Llama read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer header = fully(channel, file, HEADER);
            Shape shape = shape(header, file);
            long expected = HEADER + 4L * (shape.parameters() + rotaryNumbers(shape));
            if (channel.size() != expected) {
                throw new StillwatchException("The model file " + file + " has " + channel.size() + " bytes where its"
                        + " sizes ask for " + expected + ": it is cut off or of another format. Copy it again.");
            }
            float[] parameters = new float[shape.parameters()];
            fully(channel, file, 4 * parameters.length).asFloatBuffer().get(parameters);
            for (float parameter : parameters) {
                if (!Float.isFinite(parameter)) {
                    throw new StillwatchException("The model file " + file + " holds numbers that are not finite:"
                            + " it is damaged. Copy it again.");
                }
            }
            return new Llama(shape, parameters);
        } catch (IOException e) {
            throw new StillwatchException(
                    "Cannot read the model file " + file + ". Check that it exists and may be read.");
        }
    }

    private static Shape shape(ByteBuffer header, Path file) {
        int width = header.getInt();
        int hidden = header.getInt();
        int layers = header.getInt();
        int heads = header.getInt();
        int keyValueHeads = header.getInt();
        int vocabulary = header.getInt();
        int context = header.getInt();
        if (vocabulary < 0) {
            throw new StillwatchException("The model file " + file
                    + " has an output matrix of its own; only models that share it with their embedding are read.");
        }
        try {
            return new Shape(width, hidden, layers, heads, keyValueHeads, vocabulary, context);
        } catch (IllegalArgumentException e) {
            throw new StillwatchException("The file " + file + " is no model in llama2.c's float32 format: "
                    + e.getMessage() + ". Name such a file.");
        }
    }

    static void write(Llama model, Path file) {
        Shape shape = model.shape();
        float[] parameters = model.parameters();
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 4 * (parameters.length + rotaryNumbers(shape)))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(shape.width())
                .putInt(shape.hidden())
                .putInt(shape.layers())
                .putInt(shape.heads());
        bytes.putInt(shape.keyValueHeads()).putInt(shape.vocabulary()).putInt(shape.context());
        for (float parameter : parameters) {
            bytes.putFloat(parameter);
        }
        for (boolean sine : new boolean[] {false, true}) {
            for (int position = 0; position < shape.context(); position++) {
                for (int pair = 0; pair < shape.headWidth() / 2; pair++) {
                    double angle = Rotary.angle(shape, position, pair);
                    bytes.putFloat((float) (sine ? Math.sin(angle) : Math.cos(angle)));
                }
            }
        }
        try {
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new StillwatchException(
                    "Cannot write the model file " + file + ". Check that its folder exists and may be written.");
        }
    }

    private static int rotaryNumbers(Shape shape) {
        return shape.context() * shape.headWidth();
    }

    private static ByteBuffer fully(FileChannel channel, Path file, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new StillwatchException("The model file " + file + " is cut off. Copy it again.");
            }
        }
        return buffer.flip();
    }
}
