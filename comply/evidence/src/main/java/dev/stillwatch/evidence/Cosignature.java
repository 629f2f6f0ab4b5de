// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A witness's word that a checkpoint goes on from all that it saw of the log before (C2SP tlog-cosignature, Ed25519). */
final class Cosignature {
    private static final int BYTES = Long.BYTES + VerifierKey.SIGNATURE_BYTES;

    private Cosignature() {}

    /** The checkpoint with the witness's signature added, or put in place of its earlier one. */
    static Checkpoint add(Checkpoint checkpoint, SigningKey witness, Instant time) {
        requireWitness(witness.verifier());
        long seconds = time.getEpochSecond();
        if (seconds <= 0) {
            throw new IllegalArgumentException("a cosignature's time is after 1970, not " + time);
        }
        byte[] signature = witness.sign(message(checkpoint, seconds));
        byte[] stamped =
                ByteBuffer.allocate(BYTES).putLong(seconds).put(signature).array();
        return checkpoint.with(NoteSignature.of(witness.verifier(), stamped));
    }

    /**
     * When the witness signed; empty if it did not.
     *
     * @throws StillwatchException if there is a signature in its name that does not fit
     */
    static Optional<Instant> time(Checkpoint checkpoint, VerifierKey witness) {
        requireWitness(witness);
        Optional<Instant> latest = Optional.empty();
        List<NoteSignature> signatures = checkpoint.note().by(witness);
        for (NoteSignature signature : signatures) {
            Instant time = verified(checkpoint, witness, signature.signature());
            latest = latest.filter(other -> other.isAfter(time)).or(() -> Optional.of(time));
        }
        return latest;
    }

    private static Instant verified(Checkpoint checkpoint, VerifierKey witness, byte[] stamped) {
        long seconds = stamped.length == BYTES ? ByteBuffer.wrap(stamped).getLong() : -1;
        if (seconds <= 0
                || seconds > Instant.MAX.getEpochSecond()
                || !witness.verifies(
                        message(checkpoint, seconds), Arrays.copyOfRange(stamped, Long.BYTES, stamped.length))) {
            throw new StillwatchException(
                    "the cosignature of " + witness.name() + " does not fit the checkpoint: one of both was altered");
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static byte[] message(Checkpoint checkpoint, long seconds) {
        String message =
                "cosignature/v1\ntime " + seconds + "\n" + checkpoint.note().text();
        return message.getBytes(StandardCharsets.UTF_8);
    }

    private static void requireWitness(VerifierKey key) {
        if (key.kind() != KeyKind.WITNESS) {
            throw new StillwatchException(
                    "the key of " + key.name() + " is a log's; a witness needs a key of its own kind");
        }
    }
}
