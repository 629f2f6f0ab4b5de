// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Entries that went to the journal in one write, with the tree's root after them and the log's signature over it.
 *
 * <p>The signature is over a text that is no checkpoint: it lets anybody see that pending entries were not altered, and
 * states nothing that a later checkpoint could contradict.
 *
 * @param first index of the first entry
 * @param entries in the order of the log
 * @param root of the tree after the last entry
 */
record Batch(long first, List<byte[]> entries, Hash root) {
    static final int HEADER_BYTES = 20;

    private static final int MAGIC = 0x53574a31; // SWJ1
    private static final int SEAL_BYTES = Hash.BYTES + VerifierKey.SIGNATURE_BYTES;

    Batch {
        entries = List.copyOf(entries);
    }

    /** Index after the last entry. */
    long end() {
        return first + entries.size();
    }

    /** The form in the journal: header with length, entries, root, signature. */
    byte[] bytes(SigningKey key) {
        byte[] bundle = TileFile.bundle(entries);
        int length = bundle.length + SEAL_BYTES;
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + length);
        frame.putInt(MAGIC).putInt(length).putLong(first);
        frame.putInt(checksum(frame.array(), 0));
        return frame.put(bundle)
                .put(root.bytes())
                .put(key.sign(statement(key.verifier())))
                .array();
    }

    private byte[] statement(VerifierKey key) {
        String text = "stillwatch/evidence-journal/v1\n" + key.name() + "\n" + end() + "\n" + root.base64() + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How long the frame is whose header stands at a place; empty if none stands there. */
    static Optional<Long> length(byte[] journal, int place) {
        if (journal.length - place < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer header = ByteBuffer.wrap(journal, place, HEADER_BYTES);
        int magic = header.getInt();
        long length = HEADER_BYTES + Integer.toUnsignedLong(header.getInt());
        header.getLong();
        boolean valid =
                magic == MAGIC && header.getInt() == checksum(journal, place) && length >= HEADER_BYTES + SEAL_BYTES;
        return valid ? Optional.of(length) : Optional.empty();
    }

    private static int checksum(byte[] bytes, int place) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, place, HEADER_BYTES - Integer.BYTES);
        return (int) sum.getValue();
    }

    /**
     * Reads a frame that is there in full; the root is not checked against the entries.
     *
     * @throws StillwatchException if it is malformed or the signature is wrong
     */
    static Batch parse(byte[] journal, int place, int length, VerifierKey key) {
        int sealed = place + length - SEAL_BYTES;
        List<byte[]> entries = TileFile.entries(Arrays.copyOfRange(journal, place + HEADER_BYTES, sealed));
        long first =
                ByteBuffer.wrap(journal, place + 2 * Integer.BYTES, Long.BYTES).getLong();
        Batch batch = new Batch(first, entries, Hash.at(journal, sealed));
        byte[] signature = Arrays.copyOfRange(journal, sealed + Hash.BYTES, place + length);
        if (entries.isEmpty() || !key.verifies(batch.statement(key), signature)) {
            throw new StillwatchException("its signature does not fit");
        }
        return batch;
    }
}
