// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.TrustedKeys;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Decides on releases and hands over, each step checked against all before it and against what rules say now.
 *
 * <p>What hands something over asks the packs again on the facts that were decided on, so that a directive or a new version of
 * a pack counts from the moment it is there. A budget is charged before keys leave: a crash in between costs budget, never
 * keys. Thread-safe.
 */
public final class ReleaseDesk {
    private final ReleaseStore store;
    private final TrustedKeys approvers;
    private final LicenceEngine engine;

    /**
     * A desk.
     *
     * @param approvers whose keys count, each under a person's name
     */
    public ReleaseDesk(ReleaseStore store, TrustedKeys approvers, LicenceEngine engine) {
        this.store = store;
        this.approvers = approvers;
        this.engine = engine;
    }

    /** Decides on facts, and keeps both. */
    public LicenceDecision decide(ReleaseFacts facts, Instant now) {
        LicenceDecision decision = engine.decide(facts, now, now);
        store.append(facts.release(), new ReleaseEvent.Decided(decision, facts), approvers, now);
        return decision;
    }

    private static ReleaseEvent.Decided decided(ReleaseHistory history) {
        return history.decision()
                .orElseThrow(() -> new StillwatchException("release " + history.release()
                        + ": is not decided; run stillwatch release decide " + history.release()));
    }

    /**
     * Whether something may be handed over now.
     *
     * @return why not; empty when it may
     */
    public Optional<String> barred(String release, Instant now) {
        ReleaseHistory history = store.history(release);
        return history.barred(approvers, now).or(() -> changed(history, now));
    }

    /** What packs and directives of now say of the facts of then. */
    private Optional<String> changed(ReleaseHistory history, Instant now) {
        ReleaseEvent.Decided decided = decided(history);
        LicenceDecision again = engine.decide(decided.facts(), now, now);
        if (!again.outcome().allows()) {
            return Optional.of("rules have changed since the decision: it would now be "
                    + again.outcome().label()
                    + again.grounds().stream()
                            .findFirst()
                            .map(ground -> ", " + ground.name() + ": " + ground.reason())
                            .orElse("")
                    + "; decide anew");
        }
        return again.limits()
                        .and(decided.decision().limits())
                        .equals(decided.decision().limits())
                ? Optional.empty()
                : Optional.of("rules have changed since the decision and set other limits; decide anew");
    }

    private void requireNotBarred(String release, Instant now) {
        barred(release, now).ifPresent(why -> {
            throw new StillwatchException("release " + release + ": " + why);
        });
    }

    /** Makes a recipient's copy out of an original that was decrypted. */
    @FunctionalInterface
    public interface Marking {
        /**
         * Marks, or says that nothing can be marked.
         *
         * @param original to read
         * @param marked a folder to fill, new
         * @return by which the register of marked copies knows it; empty if nothing was marked and {@code marked} is not there
         */
        Optional<String> mark(Path original, Path marked);
    }

    /**
     * Makes the recipient's copy.
     *
     * @param original the artefact of the model
     * @param work a folder for plaintext, which whoever asks removes
     */
    public ReleaseEvent.Copied copy(
            String release,
            Vault vault,
            String original,
            Path work,
            Marking marking,
            Instant now,
            Vault.Progress progress) {
        requireNotBarred(release, now);
        ReleaseHistory history = store.history(release);
        ReleaseRequest request = history.request().orElseThrow().request();
        Manifest from = vault.manifest(original);
        if (!from.model().equals(request.model()) || from.release().isPresent()) {
            throw new StillwatchException("release " + release + ": artefact " + original + " is no original of "
                    + request.model() + "; stillwatch release inventory lists them");
        }
        if (history.copy().isPresent()) {
            throw new StillwatchException("release " + release + ": a copy was made for it already");
        }
        Path plain = work.resolve("original");
        Path marked = work.resolve("marked");
        vault.unpack(original, plain, progress);
        Optional<String> mark = marking.mark(plain, marked);
        Manifest copy =
                vault.store(mark.isPresent() ? marked : plain, request.model(), Optional.of(release), now, progress);
        ReleaseEvent.Copied copied = new ReleaseEvent.Copied(copy.id(), original, mark, copy.bytes());
        try {
            store.append(release, copied, approvers, now);
        } catch (StillwatchException e) {
            vault.destroy(copy.id());
            throw e;
        }
        return copied;
    }

    /**
     * Hands over keys to some shards of the copy.
     *
     * @param count how many shards; empty for all that are left from the first on
     */
    public Grant keys(
            String release, Vault vault, int first, Optional<Integer> count, RecipientKey recipient, Instant now) {
        requireNotBarred(release, now);
        ReleaseHistory history = store.history(release);
        ReleaseEvent.Copied copied = history.copy()
                .orElseThrow(() -> new StillwatchException(
                        "release " + release + ": no copy was made for it; run stillwatch release copy " + release));
        Manifest manifest = vault.manifest(copied.copy());
        int shards = count.orElse(manifest.shards().size() - first);
        String id = release + "-" + UUID.randomUUID().toString().substring(0, 8);
        store.append(
                release,
                new ReleaseEvent.KeysReleased(
                        id, copied.copy(), first, shards, manifest.bytes(first, shards), recipient.fingerprint()),
                approvers,
                now);
        return vault.grant(
                id,
                release,
                copied.copy(),
                first,
                shards,
                recipient,
                now,
                decided(history).decision().expires());
    }

    /**
     * Writes down an access, allowed or not.
     *
     * @return why it was outside of what is allowed; empty when it was within
     */
    public Optional<String> accessed(String release, ReleaseEvent.Accessed access, Instant now) {
        Optional<String> outside = barred(release, now);
        store.append(release, access, approvers, now);
        return outside;
    }
}
