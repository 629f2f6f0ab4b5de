// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Vectors already computed, by a hash of their text, in a file that only grows; the text itself is not stored.
 *
 * <p>A row is a 128-bit hash and {@value #DIMENSIONS} floats, about 1.5 KB. A row that a killed run left half written is
 * dropped. Not thread-safe; one process at a time.
 */
final class VectorCache implements AutoCloseable {
    static final int DIMENSIONS = 384;
    private static final int ROW_BYTES = 16 + DIMENSIONS * Float.BYTES;

    /** The first 128 bits of a text's SHA-256. */
    record Key(long high, long low) {}

    private final Map<Key, float[]> vectors = new HashMap<>();
    private final DataOutputStream out;

    VectorCache(Path file) {
        try {
            if (Files.exists(file)) {
                long whole = Files.size(file) / ROW_BYTES * ROW_BYTES;
                read(file, whole / ROW_BYTES);
                try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                    channel.truncate(whole);
                }
            }
            out = new DataOutputStream(new BufferedOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
        } catch (IOException e) {
            throw new StillwatchException(file + ": the cache of embeddings cannot be read or written", e);
        }
    }

    private void read(Path file, long rows) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            for (long row = 0; row < rows; row++) {
                Key key = new Key(in.readLong(), in.readLong());
                float[] vector = new float[DIMENSIONS];
                for (int d = 0; d < DIMENSIONS; d++) {
                    vector[d] = in.readFloat();
                }
                vectors.put(key, vector);
            }
        } catch (EOFException e) {
            throw new StillwatchException(file + ": another run is writing this cache of embeddings", e);
        }
    }

    static Key key(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Key(bits(hash, 0), bits(hash, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static long bits(byte[] hash, int from) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (hash[from + i] & 0xFF);
        }
        return value;
    }

    Optional<float[]> get(Key key) {
        return Optional.ofNullable(vectors.get(key));
    }

    void put(Key key, float[] vector) {
        try {
            out.writeLong(key.high());
            out.writeLong(key.low());
            for (float value : vector) {
                out.writeFloat(value);
            }
        } catch (IOException e) {
            throw new StillwatchException("the cache of embeddings cannot be written; is the disk full?", e);
        }
        vectors.put(key, vector);
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new StillwatchException("the cache of embeddings cannot be written; is the disk full?", e);
        }
    }
}
