// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log's operator sends to a witness: a checkpoint, and the proof that it goes on from the one the witness saw last
 * (the body of C2SP tlog-witness, add-checkpoint).
 *
 * @param proof from the witness's last checkpoint to this one
 * @param checkpoint to be cosigned
 */
public record WitnessRequest(ConsistencyProof proof, Checkpoint checkpoint) {
    private static final int MOST_HASHES = 63;

    /**
     * Reads a request; nothing in it is checked yet.
     *
     * @throws StillwatchException if it is malformed
     */
    public static WitnessRequest parse(byte[] bytes) {
        String text = StrictText.utf8(bytes);
        int blank = text.indexOf("\n\n");
        String[] lines = blank < 0 ? new String[0] : text.substring(0, blank).split("\n", -1);
        if (lines.length == 0 || !lines[0].startsWith("old ") || lines.length > 1 + MOST_HASHES) {
            throw new StillwatchException(
                    "a witness request begins with a line that reads: old, a space, a number; at most " + MOST_HASHES
                            + " hashes and a blank line follow");
        }
        long old = StrictText.decimal(lines[0].substring("old ".length()));
        List<Hash> path = new ArrayList<>();
        for (String line : List.of(lines).subList(1, lines.length)) {
            path.add(Hash.parse(line));
        }
        Checkpoint checkpoint = Checkpoint.parse(text.substring(blank + 2));
        if (old > checkpoint.size()) {
            throw new StillwatchException(
                    "the request's old size " + old + " is above the checkpoint's " + checkpoint.size());
        }
        return new WitnessRequest(new ConsistencyProof(old, checkpoint.size(), path), checkpoint);
    }

    /** The request's text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("old ").append(proof.older()).append('\n');
        proof.path().forEach(hash -> text.append(hash.base64()).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
