// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.stillwatch.parties.Basis;
import dev.stillwatch.parties.CountryCode;
import java.util.Optional;

/** Something that happened to a release; what stands follows from all of them, in order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReleaseEvent.Requested.class, name = "requested"),
    @JsonSubTypes.Type(value = ReleaseEvent.Decided.class, name = "decided"),
    @JsonSubTypes.Type(value = ReleaseEvent.Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = ReleaseEvent.Copied.class, name = "copied"),
    @JsonSubTypes.Type(value = ReleaseEvent.KeysReleased.class, name = "keys-released"),
    @JsonSubTypes.Type(value = ReleaseEvent.Accessed.class, name = "accessed"),
    @JsonSubTypes.Type(value = ReleaseEvent.Recalled.class, name = "recalled"),
    @JsonSubTypes.Type(value = ReleaseEvent.Destroyed.class, name = "destroyed")
})
public sealed interface ReleaseEvent {
    /** It was asked for, or asked for otherwise: then it must be decided anew. */
    record Requested(ReleaseRequest request, Item item) implements ReleaseEvent {}

    /** Packs said what they say; the facts are kept so that it can be replayed. */
    record Decided(LicenceDecision decision, ReleaseFacts facts) implements ReleaseEvent {}

    /** A person agreed, and signed so. */
    record Approved(Approval approval) implements ReleaseEvent {}

    /**
     * A copy of its own was made and encrypted.
     *
     * @param copy its id in the vault
     * @param original the id of what it was made from
     * @param mark by which the register of marked copies knows it; empty where weights cannot be marked
     * @param bytes of plaintext
     */
    record Copied(String copy, String original, Optional<String> mark, long bytes) implements ReleaseEvent {}

    /**
     * Keys to parts of the copy were sealed for the recipient: the export itself.
     *
     * @param firstShard 0 or more
     * @param shards 1 or more
     * @param bytes of plaintext that they open
     * @param recipientKey SHA-256 of the public key that they were sealed for
     */
    record KeysReleased(String grant, String copy, int firstShard, int shards, long bytes, String recipientKey)
            implements ReleaseEvent {}

    /**
     * Weights were used or seen under it. Written down whether or not it was allowed.
     *
     * @param actor an account's or a colleague's number, no name
     * @param bytes that went out, where known
     * @param from the country it came from, where known
     */
    record Accessed(String actor, Optional<Long> bytes, Optional<CountryCode> from) implements ReleaseEvent {}

    /** It ends: no more keys, no more access, and the recipient is to destroy what it has. */
    record Recalled(String by, String reason) implements ReleaseEvent {}

    /** The copy is said to be gone. */
    record Destroyed(String copy, Basis basis, String evidence) implements ReleaseEvent {}

    /** A name for the evidence log: letters and hyphens. */
    default String entryType() {
        return "release-"
                + switch (this) {
                    case Requested _ -> "requested";
                    case Decided _ -> "decided";
                    case Approved _ -> "approved";
                    case Copied _ -> "copied";
                    case KeysReleased _ -> "keys-released";
                    case Accessed _ -> "accessed";
                    case Recalled _ -> "recalled";
                    case Destroyed _ -> "destroyed";
                };
    }
}
