// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What a log signs: that it holds so many entries, and their hash (C2SP tlog-checkpoint). Immutable.
 *
 * <p>A parsed checkpoint is only what somebody wrote; call {@link #requireSignedBy} before believing it.
 */
public final class Checkpoint {
    private static final int MOST_ORIGIN_BYTES = 255;

    private final String origin;
    private final long size;
    private final Hash root;
    private final SignedNote note;

    private Checkpoint(String origin, long size, Hash root, SignedNote note) {
        this.origin = origin;
        this.size = size;
        this.root = root;
        this.note = note;
    }

    static Checkpoint sign(SigningKey key, long size, Hash root) {
        String origin = key.verifier().name();
        String text = origin + "\n" + size + "\n" + root.base64() + "\n";
        return new Checkpoint(origin, size, root, SignedNote.sign(text, key));
    }

    /**
     * Reads a checkpoint; signatures are not checked yet.
     *
     * @throws StillwatchException if it is malformed
     */
    public static Checkpoint parse(byte[] bytes) {
        return of(SignedNote.parse(bytes));
    }

    /** Reads a checkpoint; signatures are not checked yet. */
    public static Checkpoint parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    static Checkpoint of(SignedNote note) {
        String[] lines = note.text().split("\n", -1);
        // The text ends with a line break, so the last element is what follows it.
        if (lines.length < 4 || List.of(lines).subList(0, lines.length - 1).contains("")) {
            throw new StillwatchException("a checkpoint has three lines or more, none of them empty");
        }
        if (lines[0].getBytes(StandardCharsets.UTF_8).length > MOST_ORIGIN_BYTES) {
            throw new StillwatchException("the checkpoint's origin is longer than " + MOST_ORIGIN_BYTES + " bytes");
        }
        long size = StrictText.decimal(lines[1]);
        Hash root = Hash.parse(lines[2]);
        if (size == 0 && !root.equals(Hash.EMPTY_TREE)) {
            throw new StillwatchException("the checkpoint says 0 entries and the hash of some");
        }
        return new Checkpoint(lines[0], size, root, note);
    }

    /** Which log this is about. */
    public String origin() {
        return origin;
    }

    /** How many entries the log holds. */
    public long size() {
        return size;
    }

    /** The hash over these entries. */
    public Hash root() {
        return root;
    }

    /** Names in its signature lines, as they stand there: whether a signature holds is another matter. */
    public List<String> signers() {
        return note.signatures().stream().map(NoteSignature::name).toList();
    }

    SignedNote note() {
        return note;
    }

    Checkpoint with(NoteSignature signature) {
        return new Checkpoint(origin, size, root, note.with(signature));
    }

    /**
     * Holds that a log's key signed this, for the log of that name.
     *
     * @throws StillwatchException if not
     */
    public void requireSignedBy(VerifierKey log) {
        if (log.kind() != KeyKind.LOG) {
            throw new StillwatchException("the key of " + log.name() + " is a witness's; give the log's key");
        }
        if (!origin.equals(log.name())) {
            throw new StillwatchException(
                    "the checkpoint is of another log: its first line is not " + log.name() + ", the key's name");
        }
        List<NoteSignature> signatures = note.by(log);
        if (signatures.isEmpty()) {
            throw new StillwatchException(
                    "the checkpoint has no signature by the key " + log.name() + "+" + log.idText());
        }
        byte[] text = note.textBytes();
        if (!signatures.stream().allMatch(signature -> log.verifies(text, signature.signature()))) {
            throw new StillwatchException("the checkpoint's signature does not fit its text: one of both was altered");
        }
    }

    /** Whether both say the same of the same log; signatures aside. */
    boolean saysTheSameAs(Checkpoint other) {
        return origin.equals(other.origin) && size == other.size && root.equals(other.root);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Checkpoint that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, size, root);
    }

    /** The signed note, as it stands in a file. */
    @Override
    public String toString() {
        return note.toString();
    }
}
