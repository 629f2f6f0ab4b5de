// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import static dev.stillwatch.release.Releases.NOW;
import static dev.stillwatch.release.Releases.clean;
import static dev.stillwatch.release.Releases.decided;
import static dev.stillwatch.release.Releases.requested;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.Basis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseHistoryTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ReleaseLimits SOME =
            new ReleaseLimits(Optional.of(900L), Optional.empty(), Optional.empty(), Set.of(), Set.of());

    @TempDir
    private Path folder;

    private Approvers people;
    private ReleaseHistory history = new ReleaseHistory("r-1", List.of());
    private Instant now = NOW;

    @BeforeEach
    void people() {
        people = new Approvers(folder);
    }

    private void happens(ReleaseEvent event) {
        assertThat(history.refusal(event, people.keys(), now)).isEmpty();
        history = history.with(event, now);
    }

    private void assertRefused(ReleaseEvent event, String why) {
        assertThat(history.refusal(event, people.keys(), now).orElse("")).contains(why);
    }

    private LicenceDecision decision() {
        return history.decision().orElseThrow().decision();
    }

    private static ReleaseEvent.KeysReleased keys(long bytes) {
        return new ReleaseEvent.KeysReleased("g-1", "copy-1", 0, 1, bytes, "00ff");
    }

    private static ReleaseEvent.Copied copied() {
        return new ReleaseEvent.Copied("copy-1", "original-1", Optional.of("mark"), 1_000);
    }

    private void allowed(ReleaseLimits limits) {
        happens(requested(ReleaseKind.KEY_RELEASE));
        happens(decided(limits, now, Duration.ofDays(1)));
        happens(people.approval("ann", decision()));
        happens(people.approval("cid", decision()));
        happens(copied());
    }

    @Test
    void history_fromRequestToDestruction_isRead() {
        allowed(ReleaseLimits.NONE);
        happens(keys(600));
        happens(keys(400));
        assertThat(history.bytesReleased()).isEqualTo(1_000);
        assertThat(history.approvers(people.keys())).containsExactly("ann", "cid");
        happens(new ReleaseEvent.Recalled("ann", "over"));
        happens(new ReleaseEvent.Destroyed("copy-1", Basis.DOCUMENT, "certificate 9"));
        assertRefused(keys(1), "recalled");
        ReleaseHistory stored = ReleaseJson.read(ReleaseJson.write(history), ReleaseHistory.class, "it");
        assertThat(stored).isEqualTo(history);
    }

    @Test
    void refusal_beforeEachStep_namesWhatIsMissing() {
        assertRefused(decided(clean()), "no such release");
        assertRefused(new ReleaseEvent.Recalled("ann", "why"), "no such release");
        happens(requested(ReleaseKind.KEY_RELEASE));
        assertRefused(keys(1), "not decided");
        assertRefused(copied(), "not decided");
        happens(decided(clean().with(ReleaseFact.END_USE_FLAGS, List.of("resale"))));
        assertRefused(people.approval("ann", decision()), "no decision that allows");
        assertRefused(copied(), "the decision is refer");
        happens(decided(clean()));
        happens(people.approval("ann", decision()));
        assertRefused(copied(), "1 of 2 people agreed");
        happens(people.approval("cid", decision()));
        assertRefused(keys(1), "no such copy");
        happens(copied());
        assertRefused(copied(), "already");
        assertRefused(keys(0), "at least one byte");
        assertRefused(new ReleaseEvent.KeysReleased("g", "copy-2", 0, 1, 1, "00"), "no such copy");
        assertRefused(requested(ReleaseKind.KEY_RELEASE), "under a new id");
    }

    @Test
    void approval_ofSomebodyWhoMayNotOrOfSomethingElse_isRefused() {
        happens(requested(ReleaseKind.KEY_RELEASE));
        happens(decided(clean()));
        LicenceDecision first = decision();
        assertRefused(people.approval("bob", first), "who asks");
        assertThatThrownBy(() -> history.refusal(people.approval("mallory", first), people.keys(), now))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("no key that is trusted");
        happens(people.approval("ann", first));
        assertRefused(people.approval("ann", first), "already");
        Approval other = people.approval("cid", first).approval();
        assertRefused(
                new ReleaseEvent.Approved(new Approval("r-1", "0".repeat(64), other.envelope())), "not the decision");
        now = now.plus(MINUTE);
        ReleaseEvent.Decided anew = decided(ReleaseLimits.NONE, now, Duration.ofDays(1));
        happens(anew);
        assertThat(history.approvers(people.keys()))
                .as("an approval is of one decision")
                .isEmpty();
        assertRefused(new ReleaseEvent.Approved(other), "not the decision");
    }

    @Test
    void approvers_envelopeOfAnotherDecision_countsForNobody() {
        happens(requested(ReleaseKind.KEY_RELEASE));
        happens(decided(clean()));
        Approval of = people.approval("ann", decision()).approval();
        now = now.plus(MINUTE);
        happens(decided(ReleaseLimits.NONE, now, Duration.ofDays(1)));
        String hash = Approval.hash(decision());
        // As somebody would write it who can write to the store and has no key.
        history = history.with(new ReleaseEvent.Approved(new Approval("r-1", hash, of.envelope())), now);
        assertThat(history.approvers(people.keys())).isEmpty();
    }

    @Test
    void keys_moreThanTheBudgetInAllOrInAnHour_areRefused() {
        allowed(new ReleaseLimits(Optional.of(1_000L), Optional.of(400L), Optional.empty(), Set.of(), Set.of()));
        happens(keys(300));
        assertRefused(keys(101), "100 are left now");
        happens(keys(100));
        now = now.plus(Duration.ofMinutes(59));
        assertRefused(keys(1), "0 are left now");
        now = now.plus(MINUTE);
        happens(keys(400));
        now = now.plus(Duration.ofHours(2));
        assertRefused(keys(201), "200 are left");
        happens(keys(200));
        now = now.plus(Duration.ofHours(2));
        assertRefused(keys(1), "0 are left");
    }

    @Test
    void keys_afterTheDecisionExpired_areRefused() {
        allowed(ReleaseLimits.NONE);
        now = now.plus(Duration.ofDays(1)).minusNanos(1);
        happens(keys(1));
        now = now.plusNanos(1);
        assertRefused(keys(1), "expired");
    }

    @Test
    void keys_controlThatOnlyTheRecipientSpeaksFor_isRefused() {
        happens(requested(ReleaseKind.KEY_RELEASE));
        happens(decided(
                new ReleaseLimits(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(CustodyControl.CONFIDENTIAL_COMPUTING),
                        Set.of()),
                now,
                Duration.ofDays(1)));
        happens(people.approval("ann", decision()));
        happens(people.approval("cid", decision()));
        assertRefused(copied(), "confidential-computing");
    }

    @Test
    void keysOrCopies_inAReleaseThatHandsNothingOver_areRefused() {
        for (ReleaseKind kind : List.of(ReleaseKind.DEEMED_EXPORT, ReleaseKind.REMOTE_ACCESS)) {
            history = new ReleaseHistory("r-1", List.of());
            happens(requested(kind));
            happens(decided(ReleaseLimits.NONE, now, Duration.ofDays(1)));
            happens(people.approval("ann", decision()));
            happens(people.approval("cid", decision()));
            assertRefused(copied(), "stay where they are");
            assertRefused(keys(1), "no keys are handed over");
        }
        history = new ReleaseHistory("r-1", List.of());
        happens(requested(ReleaseKind.CIPHERTEXT_TRANSFER));
        happens(decided(ReleaseLimits.NONE, now, Duration.ofDays(1)));
        happens(people.approval("ann", decision()));
        happens(people.approval("cid", decision()));
        happens(copied());
        assertRefused(keys(1), "no keys are handed over");
    }

    @Test
    void accesses_beforeApprovalOrAfterTheEnd_areWrittenDownAsOutside() {
        happens(requested(ReleaseKind.REMOTE_ACCESS));
        ReleaseEvent.Accessed access = new ReleaseEvent.Accessed("acct-1", Optional.empty(), Optional.empty());
        happens(access);
        happens(decided(ReleaseLimits.NONE, now, Duration.ofDays(1)));
        happens(people.approval("ann", decision()));
        happens(people.approval("cid", decision()));
        happens(access);
        now = now.plus(Duration.ofDays(1));
        happens(access);
        assertThat(history.accessesOutsideAuthority(people.keys()))
                .extracting(ReleaseHistory.Entry::at)
                .containsExactly(NOW, now);
    }

    @Test
    void decision_thatRestsOnNothing_cannotBeMade() {
        LicenceDecision good = Releases.engine().decide(clean().facts(), NOW, NOW);
        assertThatThrownBy(() -> with(good, "", good.listSnapshots(), good.trace()))
                .hasMessageContaining("holds what it was made on");
        assertThatThrownBy(() -> with(good, good.factsHash(), good.listSnapshots(), List.of()))
                .hasMessageContaining("holds what it was made on");
        assertThatThrownBy(() -> with(good, good.factsHash(), List.of(), good.trace()))
                .hasMessageContaining("screened");
    }

    private static LicenceDecision with(
            LicenceDecision good, String hash, List<String> lists, List<RuleFinding> trace) {
        return new LicenceDecision(
                "r-1",
                good.outcome(),
                hash,
                lists,
                List.of(),
                good.limits(),
                trace,
                good.effectiveAt(),
                good.knownAt(),
                good.expires());
    }

    /** Whatever is tried in whatever order, keys only ever leave under a decision that allows them and two people's names. */
    @Test
    void keys_inAnyOrderOfEvents_leaveOnlyUnderAnUnexpiredDecisionAndTwoApprovals() {
        int handedOver = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            history = new ReleaseHistory("r-1", List.of());
            now = NOW;
            Set<String> agreed = new HashSet<>();
            Optional<LicenceDecision> standing = Optional.empty();
            boolean recalled = false;
            for (int step = 0; step < 40; step++) {
                now = now.plus(Duration.ofMinutes(random.nextInt(120)));
                ReleaseEvent next = anything(random);
                boolean taken;
                try {
                    taken = history.refusal(next, people.keys(), now).isEmpty();
                } catch (StillwatchException _) {
                    taken = false;
                }
                if (!taken) {
                    continue;
                }
                history = history.with(next, now);
                switch (next) {
                    case ReleaseEvent.Requested _ -> {
                        standing = Optional.empty();
                        agreed.clear();
                    }
                    case ReleaseEvent.Decided(LicenceDecision decision, var _) -> {
                        standing = Optional.of(decision);
                        agreed.clear();
                    }
                    case ReleaseEvent.Approved(Approval approval) -> agreed.add(approval.envelope());
                    case ReleaseEvent.Recalled _ -> recalled = true;
                    case ReleaseEvent.KeysReleased _ -> {
                        handedOver++;
                        assertThat(recalled).isFalse();
                        assertThat(agreed).hasSizeGreaterThanOrEqualTo(2);
                        LicenceDecision decision = standing.orElseThrow();
                        assertThat(decision.outcome().allows()).isTrue();
                        assertThat(now).isBefore(decision.expires());
                        assertThat(history.bytesReleased())
                                .isLessThanOrEqualTo(decision.limits().bytes().orElse(Long.MAX_VALUE));
                    }
                    case ReleaseEvent.Copied _, ReleaseEvent.Accessed _, ReleaseEvent.Destroyed _ -> {}
                }
            }
        }
        assertThat(handedOver).as("keys did leave at times").isGreaterThan(30);
    }

    /** Mostly what brings it on, sometimes anything else. */
    private ReleaseEvent anything(Random random) {
        boolean begun = history.request().isPresent();
        Optional<ReleaseEvent.Decided> decided = history.decision();
        if (random.nextInt(10) < 6) {
            if (!begun) {
                return requested(ReleaseKind.KEY_RELEASE);
            }
            if (decided.isEmpty()) {
                return decided(SOME, now, Duration.ofDays(2));
            }
            if (history.approvers(people.keys()).size() < 2) {
                return people.approval(
                        random.nextBoolean() ? "ann" : "cid", decided.get().decision());
            }
            return history.copy().isEmpty() ? copied() : keys(1 + random.nextInt(400));
        }
        return switch (random.nextInt(8)) {
            case 0 -> requested(ReleaseKind.KEY_RELEASE);
            case 1 -> decided(SOME, now, Duration.ofHours(1));
            case 2 -> decided(clean().with(ReleaseFact.END_USE_FLAGS, List.of("resale")));
            case 3 ->
                decided.<ReleaseEvent>map(
                                each -> people.approval(random.nextBoolean() ? "bob" : "mallory", each.decision()))
                        .orElse(copied());
            case 4 -> copied();
            case 5 -> random.nextInt(4) == 0 ? new ReleaseEvent.Recalled("ann", "over") : keys(100);
            default -> keys(1 + random.nextInt(900));
        };
    }
}
