// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * One vector for each of many words, and the file that holds them.
 *
 * <p>The file: magic and version, what it was made from, the length of unlisted words, then ascending word hashes, a
 * scale for each word, and {@value #DIMENSIONS} signed bytes for each word; big-endian, with a CRC-32 of everything
 * before it at its end. About 72 bytes a word. Immutable.
 */
public final class WordVectors {
    /** Numbers in a vector. */
    public static final int DIMENSIONS = 64;

    private static final int MAGIC = 0x53575756;
    private static final int VERSION = 1;
    private static final int MOST_WORDS = 1 << 20;

    private final String source;
    private final float unlisted;
    private final int[] words;
    private final float[] scales;
    private final byte[] steps;

    /**
     * Vectors of listed words; the vector of word {@code i} is {@code scales[i]} times its {@code steps}.
     *
     * @param source model and data sets the vectors were made from, with their SHA-256
     * @param unlisted length of the vector of a word that is not listed, 0 or more
     * @param words hashes as of {@link PromptTokens}, strictly ascending
     * @param scales one for each word, finite
     * @param steps {@value #DIMENSIONS} for each word
     */
    public WordVectors(String source, float unlisted, int[] words, float[] scales, byte[] steps) {
        if (scales.length != words.length || steps.length != words.length * DIMENSIONS) {
            throw new IllegalArgumentException(
                    words.length + " words with " + scales.length + " scales and " + steps.length + " steps");
        }
        for (int i = 1; i < words.length; i++) {
            if (words[i - 1] >= words[i]) {
                throw new IllegalArgumentException("word hashes are not strictly ascending at " + i);
            }
        }
        for (float scale : scales) {
            if (!Float.isFinite(scale)) {
                throw new IllegalArgumentException("a scale is " + scale);
            }
        }
        if (!(unlisted >= 0 && unlisted < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("length of unlisted words is " + unlisted);
        }
        this.source = source;
        this.unlisted = unlisted;
        this.words = words.clone();
        this.scales = scales.clone();
        this.steps = steps.clone();
    }

    /** What the vectors were made from. */
    public String source() {
        return source;
    }

    /** How many words are listed. */
    public int size() {
        return words.length;
    }

    /** Reads a file; IllegalArgumentException when it is not one or is damaged. */
    public static WordVectors parse(byte[] file) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(file))) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw new IllegalArgumentException("not word vectors of version " + VERSION);
            }
            if (checksum(file, file.length - Integer.BYTES) != lastInt(file)) {
                throw new IllegalArgumentException("word vectors do not have the checksum they say");
            }
            String source = in.readUTF();
            float unlisted = in.readFloat();
            int count = in.readInt();
            if (count < 0 || count > MOST_WORDS) {
                throw new IllegalArgumentException("word vectors of " + count + " words");
            }
            int[] words = new int[count];
            for (int i = 0; i < count; i++) {
                words[i] = in.readInt();
            }
            float[] scales = new float[count];
            for (int i = 0; i < count; i++) {
                scales[i] = in.readFloat();
            }
            byte[] steps = new byte[count * DIMENSIONS];
            in.readFully(steps);
            if (in.available() != Integer.BYTES) {
                throw new IllegalArgumentException("word vectors have bytes after their end");
            }
            return new WordVectors(source, unlisted, words, scales, steps);
        } catch (IOException e) {
            throw new IllegalArgumentException("word vectors are cut off", e);
        }
    }

    /** The file. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(source);
            out.writeFloat(unlisted);
            out.writeInt(words.length);
            for (int word : words) {
                out.writeInt(word);
            }
            for (float scale : scales) {
                out.writeFloat(scale);
            }
            out.write(steps);
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int checksum(byte[] file, int length) {
        CRC32 crc = new CRC32();
        crc.update(file, 0, length);
        return (int) crc.getValue();
    }

    private static int lastInt(byte[] file) {
        int value = 0;
        for (int i = file.length - Integer.BYTES; i < file.length; i++) {
            value = (value << 8) | (file[i] & 0xFF);
        }
        return value;
    }

    Table table() {
        return new Table(this);
    }

    /** The vectors arranged for looking one up in constant time: open addressing, at most half full. Immutable. */
    static final class Table {
        private final WordVectors vectors;
        private final int[] places;
        private final int shift;
        private final float unlistedStep;

        private Table(WordVectors vectors) {
            this.vectors = vectors;
            int bits = Math.max(4, 33 - Integer.numberOfLeadingZeros(vectors.size()));
            shift = 32 - bits;
            places = new int[1 << bits];
            Arrays.fill(places, -1);
            for (int i = 0; i < vectors.size(); i++) {
                int place = place(vectors.words[i]);
                while (places[place] >= 0) {
                    place = (place + 1) & (places.length - 1);
                }
                places[place] = i;
            }
            unlistedStep = (float) (vectors.unlisted / Math.sqrt(DIMENSIONS));
        }

        private int place(int word) {
            return (word * 0x9E3779B9) >>> shift;
        }

        /** Adds the vector of a word. */
        void add(int word, float[] sum) {
            int place = place(word);
            while (places[place] >= 0) {
                int index = places[place];
                if (vectors.words[index] == word) {
                    addListed(index, sum);
                    return;
                }
                place = (place + 1) & (places.length - 1);
            }
            addUnlisted(word, sum);
        }

        private void addListed(int index, float[] sum) {
            byte[] steps = vectors.steps;
            float scale = vectors.scales[index];
            int start = index * DIMENSIONS;
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += scale * steps[start + i];
            }
        }

        // One mixed hash has as many bits as a vector has signs.
        private void addUnlisted(int word, float[] sum) {
            if (unlistedStep == 0) {
                return;
            }
            long signs = Hashing.mix(word + 0x5EEDL);
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += ((signs >>> i) & 1) == 0 ? unlistedStep : -unlistedStep;
            }
        }
    }
}
