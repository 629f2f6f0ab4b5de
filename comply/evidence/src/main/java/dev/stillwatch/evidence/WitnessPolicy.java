// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose cosignatures a checkpoint must have before it is believed.
 *
 * @param witnesses whom you trust to have watched, each with a key of its own
 * @param quorum how many of them must have signed, 0 to their number
 */
public record WitnessPolicy(List<VerifierKey> witnesses, int quorum) {
    /** Asks for none: the log's own signature will do. */
    public static final WitnessPolicy NONE = new WitnessPolicy(List.of(), 0);

    /**
     * Checks the keys.
     *
     * @throws StillwatchException if one is no witness's, two are the same, or the quorum cannot be reached
     */
    public WitnessPolicy {
        witnesses = List.copyOf(witnesses);
        for (int i = 0; i < witnesses.size(); i++) {
            VerifierKey key = witnesses.get(i);
            if (key.kind() != KeyKind.WITNESS) {
                throw new StillwatchException("the key of " + key.name() + " is a log's, not a witness's");
            }
            // An Ed25519 cosignature does not name its signer: one signature could pass for two.
            if (witnesses.subList(0, i).stream().anyMatch(key::hasSameKeyAs)) {
                throw new StillwatchException("the key of " + key.name() + " is given twice; a witness counts once");
            }
        }
        if (quorum < 0 || quorum > witnesses.size()) {
            throw new StillwatchException("a quorum of " + quorum + " cannot be reached with " + witnesses.size()
                    + " witness keys; it must be 0 to that number");
        }
    }

    /**
     * Holds that enough witnesses have cosigned.
     *
     * @return who has
     * @throws StillwatchException if too few have, or a cosignature of one of them is wrong
     */
    public List<VerifierKey> requireQuorum(Checkpoint checkpoint) {
        List<VerifierKey> signed = new ArrayList<>();
        for (VerifierKey witness : witnesses) {
            if (Cosignature.time(checkpoint, witness).isPresent()) {
                signed.add(witness);
            }
        }
        if (signed.size() < quorum) {
            throw new StillwatchException("the checkpoint has cosignatures of " + signed.size()
                    + " of the witnesses given, must have " + quorum);
        }
        return signed;
    }
}
