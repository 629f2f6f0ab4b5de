// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.lineage.ModelProfile.Header;
import dev.stillwatch.lineage.ModelProfile.Role;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A profile as a file: a mark, and compressed numbers whose checksum tells damage. The first byte after the mark counts
 * versions of this format.
 */
final class ProfileFile {
    private static final byte[] MARK = {'S', 'W', 'P', 'R', 'O', 'F', 'I', 'L'};
    private static final int FORMAT = 1;
    private static final int MOST_ENTRIES = 10_000_000;

    private ProfileFile() {}

    static byte[] bytes(ModelProfile profile) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(MARK);
        bytes.write(FORMAT);
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeUTF(profile.name());
            out.writeInt(profile.version());
            out.writeUTF(profile.role().name());
            out.writeUTF(profile.family());
            out.writeInt(profile.answers());
            write(out, profile.prompts());
            write(out, profile.phrases());
            for (int count : profile.counts()) {
                out.writeInt(count);
            }
        } catch (IOException e) {
            throw new StillwatchException("a profile cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a profile.
     *
     * @throws StillwatchException if the file cannot be read, is damaged, cut off or of another kind
     */
    static ModelProfile read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length <= MARK.length || !Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)) {
                throw new StillwatchException(file + " is no model profile; make one with 'stillwatch profile add'");
            }
            if (bytes[MARK.length] != FORMAT) {
                throw new StillwatchException(file + " was written by another version of Stillwatch; make it again with"
                        + " 'stillwatch profile add'");
            }
            ByteBuffer body = ByteBuffer.wrap(bytes, MARK.length + 1, bytes.length - MARK.length - 1);
            byte[] packed = new byte[body.remaining()];
            body.get(packed);
            return body(packed);
        } catch (IOException | IllegalArgumentException e) {
            throw new StillwatchException(
                    file + " cannot be read, is damaged or cut off; make it again with 'stillwatch profile add'", e);
        }
    }

    private static ModelProfile body(byte[] packed) throws IOException {
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(new java.io.ByteArrayInputStream(packed)))) {
            Header header =
                    new Header(in.readUTF(), in.readInt(), Role.valueOf(in.readUTF()), in.readUTF(), in.readInt());
            long[] prompts = longs(in);
            long[] phrases = longs(in);
            int[] counts = new int[phrases.length];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = in.readInt();
            }
            // The checksum is looked at where the end is.
            if (in.read() >= 0 || header.answers() < 1) {
                throw new IOException("more than a profile");
            }
            return new ModelProfile(header, prompts, phrases, counts);
        }
    }

    private static void write(DataOutputStream out, long[] values) throws IOException {
        out.writeInt(values.length);
        for (long value : values) {
            out.writeLong(value);
        }
    }

    private static long[] longs(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MOST_ENTRIES) {
            throw new IOException("no length");
        }
        long[] values = new long[length];
        for (int i = 0; i < length; i++) {
            values[i] = in.readLong();
        }
        return values;
    }
}
