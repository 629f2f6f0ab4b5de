// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import java.io.IOException;

/**
 * The file that makes entries durable before they are published: one write and one sync for each batch. It is there only
 * while something waits to be published. Not thread-safe.
 */
final class Journal {
    static final String NAME = "journal";

    private final Storage storage;
    private long length;
    /** Whether bytes after {@code length} may be there, of a batch that failed. */
    private boolean untidy;

    Journal(Storage storage, long length, boolean untidy) {
        this.storage = storage;
        this.length = length;
        this.untidy = untidy;
    }

    /**
     * Returns once the batch is on disk.
     *
     * @throws IOException if it is not; the journal is then as it was
     */
    void append(byte[] batch) throws IOException {
        tidy();
        try {
            storage.writeAt(NAME, length, batch);
            storage.sync(NAME);
            if (length == 0) {
                storage.syncFolder("");
            }
        } catch (IOException e) {
            untidy = true;
            try {
                tidy();
            } catch (IOException again) {
                // Tried again before the next batch, which fails if it still does not work.
                e.addSuppressed(again);
            }
            throw e;
        }
        length += batch.length;
    }

    /** Takes back what a failed batch left, so that it cannot come back after the caller was told it failed. */
    void tidy() throws IOException {
        if (untidy) {
            storage.truncate(NAME, length);
            storage.sync(NAME);
            untidy = false;
        }
    }

    /** Forgets everything: it has been published. */
    void clear() throws IOException {
        storage.delete(NAME);
        length = 0;
        untidy = false;
    }
}
