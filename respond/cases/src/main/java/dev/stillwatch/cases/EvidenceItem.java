// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Evidence as it is shown by default: what is there, without its text.
 *
 * @param id stable and sayable, such as E-2026-0107
 * @param caseId the case it was kept for
 * @param account whose exchange it was
 * @param exchanged when the exchange took place
 * @param kept when it was kept
 * @param keepUntil when its text is removed
 * @param parts what it holds
 * @param commitment SHA-256 in hex over a salt and the texts; stays when the text is gone
 * @param readable whether the text is still there
 * @param reveals who read it, in order of time
 */
public record EvidenceItem(
        String id,
        String caseId,
        String account,
        Instant exchanged,
        Instant kept,
        Instant keepUntil,
        List<PartSize> parts,
        String commitment,
        boolean readable,
        List<Reveal> reveals) {

    /**
     * How much text a part holds.
     *
     * @param characters of the exchange's text
     * @param held of those, how many are kept
     */
    public record PartSize(EvidencePart.Role role, int characters, int held) {}

    /** Who read the text, why and when. */
    public record Reveal(String who, String why, Instant when) {
        public Reveal {
            Objects.requireNonNull(who, "who is null");
            Objects.requireNonNull(why, "why is null");
            Objects.requireNonNull(when, "when is null");
        }
    }

    public EvidenceItem {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(caseId, "caseId is null");
        Objects.requireNonNull(account, "account is null");
        Objects.requireNonNull(exchanged, "exchanged is null");
        Objects.requireNonNull(kept, "kept is null");
        Objects.requireNonNull(keepUntil, "keepUntil is null");
        parts = List.copyOf(parts);
        Objects.requireNonNull(commitment, "commitment is null");
        reveals = List.copyOf(reveals);
    }
}
