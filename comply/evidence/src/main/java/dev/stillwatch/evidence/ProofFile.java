// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A proof that can be checked without the log, given its key and, if wanted, witnesses' keys (C2SP tlog-proof).
 *
 * <p>The entry itself travels in the proof's extra line; it is believed only because the proof holds for its hash.
 */
public final class ProofFile {
    private static final String HEAD = "c2sp.org/tlog-proof@v1";
    private static final int MOST_BYTES = 1 << 20;

    private final byte[] entry;
    private final InclusionProof proof;
    private final Checkpoint checkpoint;

    ProofFile(byte[] entry, InclusionProof proof, Checkpoint checkpoint) {
        this.entry = entry.clone();
        this.proof = proof;
        this.checkpoint = checkpoint;
    }

    /**
     * Reads a proof file; nothing in it is checked yet.
     *
     * @throws StillwatchException if it is malformed, or holds no entry
     */
    public static ProofFile parse(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new StillwatchException("the proof is longer than " + MOST_BYTES + " bytes");
        }
        String text = StrictText.utf8(bytes);
        int blank = text.indexOf("\n\n");
        String[] lines = blank < 0 ? new String[0] : text.substring(0, blank).split("\n", -1);
        if (lines.length < 2 || !lines[0].equals(HEAD)) {
            throw new StillwatchException("a proof begins with a line " + HEAD + " and has a blank line later");
        }
        if (!lines[1].startsWith("extra ") || lines.length < 3) {
            throw new StillwatchException("the proof has no extra line with the entry that it is about");
        }
        if (!lines[2].startsWith("index ")) {
            throw new StillwatchException("the proof's third line must read: index, a space, a number");
        }
        Checkpoint checkpoint = Checkpoint.parse(text.substring(blank + 2));
        long index = StrictText.decimal(lines[2].substring("index ".length()));
        if (index >= checkpoint.size()) {
            throw new StillwatchException(
                    "the proof is about entry " + index + " of a log of " + checkpoint.size() + " entries");
        }
        List<Hash> path = new ArrayList<>();
        for (String line : List.of(lines).subList(3, lines.length)) {
            path.add(Hash.parse(line));
        }
        byte[] entry = StrictText.base64(lines[1].substring("extra ".length()));
        return new ProofFile(entry, new InclusionProof(index, checkpoint.size(), path), checkpoint);
    }

    /**
     * Checks everything: the log's signature, the witnesses' quorum, and that the entry is in the log.
     *
     * @return the entry
     * @throws StillwatchException if anything does not hold
     */
    public LogEntry verify(VerifierKey log, WitnessPolicy witnesses) {
        checkpoint.requireSignedBy(log);
        witnesses.requireQuorum(checkpoint);
        if (!proof.holds(Hash.ofEntry(entry), checkpoint.root())) {
            throw new StillwatchException("the proof does not hold: this entry is not entry " + proof.index()
                    + " of the log that was signed");
        }
        return LogEntry.parse(entry);
    }

    /** Index of the entry. */
    public long index() {
        return proof.index();
    }

    /** The checkpoint that the proof leads to. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** The text of the file; the usual extension is {@code .tlog-proof}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        text.append("extra ").append(Base64.getEncoder().encodeToString(entry)).append('\n');
        text.append("index ").append(proof.index()).append('\n');
        proof.path().forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }

    /** The bytes of the file. */
    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }
}
