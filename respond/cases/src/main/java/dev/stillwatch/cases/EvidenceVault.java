// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import com.google.crypto.tink.Aead;
import dev.stillwatch.exchange.StillwatchException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Keeps a few texts of exchanges as evidence of an open case: encrypted, shown without their text, opened only on record,
 * and removed in time.
 *
 * <p>Thread-safe, for several processes at once. No message, record or {@code toString} of this class holds any of the
 * text; only {@link #reveal} returns it.
 */
public final class EvidenceVault {
    private static final int SALT_BYTES = 16;
    private static final SecureRandom SALTS = new SecureRandom();

    private final Database database;
    private final AuditOutbox outbox;
    private final CaseKeys keys;
    private final EvidenceLimits limits;

    EvidenceVault(Database database, AuditOutbox outbox, EvidenceKeys keys, EvidenceLimits limits) {
        this.database = database;
        this.outbox = outbox;
        this.keys = new CaseKeys(keys);
        this.limits = limits;
    }

    /**
     * Keeps the texts of an exchange.
     *
     * @param exchanged when it took place
     * @return its id; empty where the case is not open or has its share already
     * @throws StillwatchException if the store cannot be written or the key not be had
     */
    public Optional<String> keep(
            String caseId, String account, Instant exchanged, List<EvidencePart> parts, Instant now) {
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        // Asked without waiting for other writers: nearly every exchange of a campaign comes after its share is full.
        if (!database.read(handle -> hasRoom(handle, caseId, account))) {
            return Optional.empty();
        }
        Optional<String> kept = database.change((handle, revision) -> hasRoom(handle, caseId, account)
                ? Optional.of(keep(handle, revision, caseId, account, exchanged, parts, now))
                : Optional.empty());
        outbox.deliverIfPossible();
        return kept;
    }

    private boolean hasRoom(Handle handle, String caseId, String account) {
        return CaseRows.get(handle, caseId).state().isOpen()
                && EvidenceRows.count(handle, caseId) < limits.perCase()
                && EvidenceRows.count(handle, caseId, account) < limits.perAccount();
    }

    private String keep(
            Handle handle,
            long revision,
            String caseId,
            String account,
            Instant exchanged,
            List<EvidencePart> parts,
            Instant now) {
        String id = Counters.nextId(handle, "E", now);
        SealedText.Place place = new SealedText.Place(id, caseId, account, exchanged);
        List<EvidencePart> held = new ArrayList<>();
        List<EvidenceItem.PartSize> sizes = new ArrayList<>();
        for (EvidencePart part : parts) {
            EvidencePart cut = new EvidencePart(part.role(), cut(part.text()));
            held.add(cut);
            sizes.add(new EvidenceItem.PartSize(
                    part.role(), part.text().length(), cut.text().length()));
        }
        byte[] salt = new byte[SALT_BYTES];
        SALTS.nextBytes(salt);
        String commitment = SealedText.commitment(salt, held);
        Aead key = keys.getOrMake(handle, caseId);
        EvidenceItem item = new EvidenceItem(
                id,
                caseId,
                account,
                exchanged,
                now,
                StoredTime.after(now, limits.retention()),
                sizes,
                commitment,
                true,
                List.of());
        EvidenceRows.insert(handle, item, SealedText.seal(key, place, salt, held));
        CaseRows.touch(handle, caseId, revision, now);
        new AuditRecord("evidence.kept", now)
                .with("case", caseId)
                .with("evidence", id)
                .with("text_commitment", commitment)
                .store(handle);
        return id;
    }

    private String cut(String text) {
        if (text.length() <= limits.characters()) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(limits.characters() - 1));
        return text.substring(0, splitsPair ? limits.characters() - 1 : limits.characters());
    }

    /** What is kept for a case and for those that merged into it, by id, without any text. */
    public List<EvidenceItem> list(String caseId) {
        return database.read(handle -> {
            CaseRows.get(handle, caseId);
            return EvidenceRows.ofCase(handle, caseId);
        });
    }

    /** What is kept of one account's exchanges, for whatever case, by id, without any text. */
    public List<EvidenceItem> listOf(String account) {
        return database.read(handle -> EvidenceRows.ofAccount(handle, account));
    }

    /** Whether a text is still there and its time is not over, so that {@link #reveal} opens it. */
    public boolean mayReveal(EvidenceItem item, Instant now) {
        return item.readable() && !database.read(handle -> EvidenceRows.isOver(handle, item.id(), limits, now));
    }

    /**
     * Opens evidence, after it is on record who does and why.
     *
     * @param who a person
     * @param why in words; not blank
     * @throws StillwatchException if there is no such text any more or its time is over, the key is another, or the audit cannot take the
     *     record; then nothing is returned, and the attempt stays on record
     */
    public List<EvidencePart> reveal(String evidenceId, String who, String why, Instant now) {
        if (who.isBlank() || why.isBlank()) {
            throw new StillwatchException("say who reveals evidence " + evidenceId + " and why");
        }
        EvidenceItem item = database.change((handle, revision) -> {
            EvidenceItem found = EvidenceRows.get(handle, evidenceId);
            if (!found.readable()) {
                throw new StillwatchException("the text of evidence " + evidenceId
                        + " was removed when its time was over; its commitment remains");
            }
            if (EvidenceRows.isOver(handle, evidenceId, limits, now)) {
                throw new StillwatchException("the time of evidence " + evidenceId
                        + " is over: its text is not shown any more; remove it with stillwatch case purge");
            }
            EvidenceRows.revealed(handle, evidenceId, revision, new EvidenceItem.Reveal(who, why, now));
            CaseRows.touch(handle, found.caseId(), revision, now);
            new AuditRecord("evidence.revealed", now)
                    .with("case", found.caseId())
                    .with("evidence", evidenceId)
                    .with("text_commitment", found.commitment())
                    .committing("who", who)
                    .committing("why", why)
                    .store(handle);
            return found;
        });
        if (outbox.deliver() > 0) {
            throw new StillwatchException("evidence " + evidenceId
                    + " is not shown: the audit log cannot take the record of it; see to the log and try again");
        }
        return database.read(handle -> SealedText.open(
                keys.find(handle, item.caseId())
                        .orElseThrow(() -> new StillwatchException(
                                "the key of case " + item.caseId() + " was erased; its commitments remain")),
                new SealedText.Place(evidenceId, item.caseId(), item.account(), item.exchanged()),
                EvidenceRows.sealed(handle, evidenceId),
                item.commitment()));
    }

    /**
     * Removes texts whose time is over, and texts and keys of cases closed long enough. Commitments remain.
     *
     * @throws StillwatchException if it could not be done, or another process keeps what was removed on the disk by
     *     reading; the next purge tries that again
     *
     * @return how many texts were removed and how many keys
     */
    public Purged purge(Instant now) {
        Purged purged = database.change((handle, _) -> {
            Purged done = EvidenceRows.purge(handle, limits, now);
            if (done.texts() > 0 || done.keys() > 0) {
                new AuditRecord("evidence.purged", now)
                        .with("texts", done.texts())
                        .with("keys", done.keys())
                        .store(handle);
            }
            return done;
        });
        outbox.deliverIfPossible();
        // Even where nothing was removed just now: an earlier purge may have been kept from it.
        database.scrub();
        return purged;
    }

    /** What a purge removed. */
    public record Purged(int texts, int keys) {}
}
