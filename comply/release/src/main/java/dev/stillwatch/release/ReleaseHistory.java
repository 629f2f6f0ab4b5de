// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * What happened to one release, and what therefore may happen next. Immutable; pure; time linear in its events.
 *
 * @param entries in the order in which they happened
 */
public record ReleaseHistory(String release, List<Entry> entries) {
    /** How many people must agree. */
    public static final int APPROVERS = 2;

    private static final Duration HOUR = Duration.ofHours(1);

    /** An event, and when it happened. */
    public record Entry(Instant at, ReleaseEvent event) {}

    public ReleaseHistory {
        entries = List.copyOf(entries);
    }

    /** This, with one event more. */
    ReleaseHistory with(ReleaseEvent event, Instant at) {
        List<Entry> more = new ArrayList<>(entries);
        more.add(new Entry(at, event));
        return new ReleaseHistory(release, more);
    }

    private <E extends ReleaseEvent> Stream<E> all(Class<E> kind) {
        return entries.stream().map(Entry::event).filter(kind::isInstance).map(kind::cast);
    }

    private <E extends ReleaseEvent> Optional<E> last(Class<E> kind) {
        return all(kind).reduce((_, later) -> later);
    }

    /** As it was asked for last. */
    public Optional<ReleaseEvent.Requested> request() {
        return last(ReleaseEvent.Requested.class);
    }

    /** What was decided on what was asked for last; empty where nothing was yet. */
    public Optional<ReleaseEvent.Decided> decision() {
        Optional<ReleaseEvent.Decided> decided = Optional.empty();
        for (Entry entry : entries) {
            decided = switch (entry.event()) {
                case ReleaseEvent.Requested _ -> Optional.empty();
                case ReleaseEvent.Decided each -> Optional.of(each);
                default -> decided;
            };
        }
        return decided;
    }

    /** The copy that was made for it. */
    public Optional<ReleaseEvent.Copied> copy() {
        return last(ReleaseEvent.Copied.class);
    }

    /** Whether it was ended. */
    public Optional<ReleaseEvent.Recalled> recalled() {
        return last(ReleaseEvent.Recalled.class);
    }

    /** Whether the copy is said to be gone. */
    public Optional<ReleaseEvent.Destroyed> destroyed() {
        return last(ReleaseEvent.Destroyed.class);
    }

    /** Bytes of weights that keys were handed over for, each time counted. */
    public long bytesReleased() {
        return all(ReleaseEvent.KeysReleased.class)
                .mapToLong(ReleaseEvent.KeysReleased::bytes)
                .sum();
    }

    private long bytesReleasedSince(Instant from) {
        return entries.stream()
                .filter(entry -> entry.at().isAfter(from))
                .mapToLong(entry -> entry.event() instanceof ReleaseEvent.KeysReleased keys ? keys.bytes() : 0)
                .sum();
    }

    /**
     * Names of those who agreed to the decision that stands, each once; who asked is not among them.
     *
     * @param approvers whose keys count
     */
    public List<String> approvers(TrustedKeys approvers) {
        Optional<ReleaseEvent.Decided> decided = decision();
        if (decided.isEmpty()) {
            return List.of();
        }
        String hash = Approval.hash(decided.get().decision());
        String asked = request().orElseThrow().request().requestedBy();
        SequencedMap<String, String> nameByKey = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.event() instanceof ReleaseEvent.Approved(Approval approval)
                    && approval.decision().equals(hash)
                    && approval.release().equals(release)) {
                signer(approval, approvers, entry.at()).ifPresent(key -> nameByKey.put(key.id(), key.name()));
            }
        }
        return nameByKey.values().stream()
                .filter(name -> !name.equals(asked))
                .distinct()
                .toList();
    }

    /** Nobody, where the key is not, or no longer, one that counts: then the approval does not either. */
    private static Optional<TrustedKeys.Key> signer(Approval approval, TrustedKeys approvers, Instant at) {
        try {
            return Optional.of(approval.by(approvers, at));
        } catch (StillwatchException _) {
            return Optional.empty();
        }
    }

    /**
     * Why nothing may be handed over now; empty when something may.
     *
     * @param approvers whose keys count
     */
    public Optional<String> barred(TrustedKeys approvers, Instant at) {
        if (recalled().isPresent()) {
            return Optional.of("it was recalled");
        }
        Optional<ReleaseEvent.Decided> decided = decision();
        if (decided.isEmpty()) {
            return Optional.of("it is not decided; run stillwatch release decide " + release);
        }
        LicenceDecision decision = decided.get().decision();
        if (!decision.outcome().allows()) {
            return Optional.of("the decision is " + decision.outcome().label());
        }
        if (!decision.allowsAt(at)) {
            return Optional.of("the decision expired at " + decision.expires() + "; decide anew");
        }
        int agreed = approvers(approvers).size();
        if (agreed < APPROVERS) {
            return Optional.of(
                    agreed + " of " + APPROVERS + " people agreed; stillwatch release approve takes another's key");
        }
        List<String> open = decision.limits().controls().stream()
                .map(CustodyControl::label)
                .filter(control ->
                        !request().orElseThrow().request().verifiedControls().contains(control))
                .toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of("nobody but the recipient stands for " + String.join(", ", open)
                        + "; enter the evidence with the request and decide anew");
    }

    /**
     * Why an event cannot follow now; empty when it can.
     *
     * @param approvers whose keys count
     */
    public Optional<String> refusal(ReleaseEvent next, TrustedKeys approvers, Instant at) {
        if (!entries.isEmpty() && at.isBefore(entries.getLast().at())) {
            return Optional.of("its last event is from " + entries.getLast().at() + ", later than now; set the clock");
        }
        return switch (next) {
            case ReleaseEvent.Requested requested -> ofRequest(requested);
            case ReleaseEvent.Decided decided -> ofDecision(decided);
            case ReleaseEvent.Approved(Approval approval) -> ofApproval(approval, approvers, at);
            case ReleaseEvent.Copied _ -> ofCopy(approvers, at);
            case ReleaseEvent.KeysReleased keys -> ofKeys(keys, approvers, at);
            case ReleaseEvent.Accessed _ -> requested();
            case ReleaseEvent.Recalled _ ->
                recalled().isPresent() ? Optional.of("it was recalled already") : requested();
            case ReleaseEvent.Destroyed gone ->
                copy().map(ReleaseEvent.Copied::copy).equals(Optional.of(gone.copy()))
                        ? Optional.empty()
                        : Optional.of("it has no such copy");
        };
    }

    private Optional<String> requested() {
        return request().isPresent() ? Optional.empty() : Optional.of("there is no such release");
    }

    private Optional<String> ofRequest(ReleaseEvent.Requested next) {
        if (!next.request().id().equals(release)
                || !next.request().model().equals(next.item().model())) {
            return Optional.of("the request names another release or model");
        }
        return copy().isPresent() || recalled().isPresent()
                ? Optional.of("a copy was made for it, or it was recalled; ask under a new id")
                : Optional.empty();
    }

    private Optional<String> ofDecision(ReleaseEvent.Decided next) {
        if (recalled().isPresent()) {
            return Optional.of("it was recalled; ask under a new id");
        }
        boolean fits = next.decision().release().equals(release)
                && next.decision().factsHash().equals(next.facts().hash())
                && next.decision().listSnapshots().equals(next.facts().listSnapshots());
        return fits ? requested() : Optional.of("the decision was made on other facts than are kept with it");
    }

    private Optional<String> ofApproval(Approval next, TrustedKeys approvers, Instant at) {
        Optional<ReleaseEvent.Decided> decided = decision();
        if (decided.isEmpty() || !decided.get().decision().allowsAt(at)) {
            return Optional.of("there is no decision that allows it now");
        }
        if (!next.release().equals(release)
                || !next.decision().equals(Approval.hash(decided.get().decision()))) {
            return Optional.of("what was signed is not the decision that stands; look at it and sign again");
        }
        String name = next.by(approvers, at).name();
        if (name.equals(request().orElseThrow().request().requestedBy())) {
            return Optional.of("who asks for a release cannot approve it");
        }
        return approvers(approvers).contains(name) ? Optional.of("the same person agreed already") : Optional.empty();
    }

    private Optional<String> ofCopy(TrustedKeys approvers, Instant at) {
        if (copy().isPresent()) {
            return Optional.of("a copy was made for it already");
        }
        return switch (kind()) {
            case KEY_RELEASE, PLAINTEXT_COPY, CIPHERTEXT_TRANSFER -> barred(approvers, at);
            case DEEMED_EXPORT, REMOTE_ACCESS -> Optional.of("weights stay where they are in a release of this kind");
        };
    }

    private Optional<String> ofKeys(ReleaseEvent.KeysReleased next, TrustedKeys approvers, Instant at) {
        if (!kind().handsOverKeys()) {
            return Optional.of("no keys are handed over in a release of this kind; ask for a key release");
        }
        Optional<String> barred = barred(approvers, at);
        if (barred.isPresent()) {
            return barred;
        }
        if (!copy().map(ReleaseEvent.Copied::copy).equals(Optional.of(next.copy()))
                || destroyed().isPresent()) {
            return Optional.of("no such copy was made for it, or it is gone");
        }
        if (next.bytes() < 1 || next.shards() < 1 || next.firstShard() < 0) {
            return Optional.of("keys open at least one byte of one shard");
        }
        ReleaseLimits limits = decision().orElseThrow().decision().limits();
        long already = bytesReleased();
        if (limits.bytes().filter(most -> already + next.bytes() > most).isPresent()) {
            return Optional.of("its budget is " + limits.bytes().get() + " bytes, of which "
                    + (limits.bytes().get() - already) + " are left");
        }
        long lately = bytesReleasedSince(at.minus(HOUR));
        if (limits.bytesPerHour().filter(most -> lately + next.bytes() > most).isPresent()) {
            return Optional.of("at most " + limits.bytesPerHour().get() + " bytes an hour, of which "
                    + (limits.bytesPerHour().get() - lately) + " are left now");
        }
        return Optional.empty();
    }

    private ReleaseKind kind() {
        return request()
                .orElseThrow(() -> new StillwatchException("there is no release " + release))
                .request()
                .kind();
    }

    /**
     * Accesses that nothing allowed when they happened: before two people agreed, after it expired or was recalled, or under a
     * release of keys only.
     *
     * @param approvers whose keys count
     */
    public List<Entry> accessesOutsideAuthority(TrustedKeys approvers) {
        List<Entry> outside = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.event() instanceof ReleaseEvent.Accessed) {
                ReleaseHistory before = new ReleaseHistory(release, entries.subList(0, i));
                if (before.barred(approvers, entry.at()).isPresent()) {
                    outside.add(entry);
                }
            }
        }
        return outside;
    }
}
