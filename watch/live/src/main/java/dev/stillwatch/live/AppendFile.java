// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file that is written from its start to its end. */
interface AppendFile extends AutoCloseable {

    /** Opens new files. */
    @FunctionalInterface
    interface Opener {
        /** Creates a file that does not exist yet. */
        AppendFile create(Path file) throws IOException;
    }

    /** Hands bytes to the operating system; when that fails, some of them may have been written. */
    void write(byte[] bytes) throws IOException;

    /** Cuts the file to a length; the next bytes follow there. */
    void truncate(long length) throws IOException;

    /** Returns when the disk has everything written so far; may be called beside {@link #write}. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;

    /*
     * Not a FileChannel: that closes itself when a thread is interrupted while it writes, and threads that serve requests
     * are interrupted whenever a client goes away.
     */
    /** A file on disk. */
    final class OnDisk implements AppendFile {
        private final RandomAccessFile file;

        OnDisk(Path path) throws IOException {
            this.file = new RandomAccessFile(path.toFile(), "rw");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void truncate(long length) throws IOException {
            file.setLength(length);
            file.seek(length);
        }

        @Override
        public void sync() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
