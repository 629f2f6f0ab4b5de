// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import com.github.luben.zstd.ZstdInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Recognises gzip and Zstandard by their first bytes, so that a wrong file name, or none, does no harm. */
public final class Decompression {
    private static final int BUFFER = 64 * 1024;

    private Decompression() {}

    /** The first bytes of a stream, which are then still to be read from it. */
    static byte[] peek(PushbackInputStream in, int length) throws IOException {
        byte[] first = in.readNBytes(length);
        in.unread(first);
        return first;
    }

    /** The stream itself, or what it holds decompressed; concatenated members and frames are read through. */
    public static InputStream of(PushbackInputStream in) throws IOException {
        byte[] first = peek(in, 4);
        if (first.length >= 2 && first[0] == (byte) 0x1F && first[1] == (byte) 0x8B) {
            return new WholeGzip(new MoreToCome(in));
        }
        boolean frame = first.length == 4
                && first[0] == (byte) 0x28
                && first[1] == (byte) 0xB5
                && first[2] == (byte) 0x2F
                && first[3] == (byte) 0xFD;
        boolean skippable = first.length == 4
                && (first[0] & 0xF0) == 0x50
                && first[1] == (byte) 0x2A
                && first[2] == (byte) 0x4D
                && first[3] == (byte) 0x18;
        return frame || skippable ? new ZstdInputStream(new NothingYet(in)) : in;
    }

    /** Takes what is left behind the last member, other than padding with zeros, for the damage that it is. */
    private static final class WholeGzip extends GZIPInputStream {
        private static final int TRAILER = 8;

        WholeGzip(InputStream in) throws IOException {
            super(in, BUFFER);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            if (n < 0 && !isPadding()) {
                throw new ZipException("what follows the last gzip member is none");
            }
            return n;
        }

        private boolean isPadding() throws IOException {
            for (int i = len - inf.getRemaining() + TRAILER; i < len; i++) {
                if (buf[i] != 0) {
                    return false;
                }
            }
            int b = in.read();
            while (b == 0) {
                b = in.read();
            }
            return b < 0;
        }
    }

    /**
     * Says that more can be read. GZIPInputStream looks for a next member only then, and a pipe that its writer has
     * not filled yet would otherwise end the input early.
     */
    private static final class MoreToCome extends FilterInputStream {
        MoreToCome(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 1;
        }
    }

    /**
     * Says that nothing is there yet. ZstdInputStream then hands out what it has decompressed before it reads on, and
     * so before it finds that the input is cut off.
     */
    private static final class NothingYet extends FilterInputStream {
        NothingYet(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 0;
        }
    }
}
