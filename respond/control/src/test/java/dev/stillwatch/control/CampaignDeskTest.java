// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.live.JournalPosition;
import dev.stillwatch.live.LiveAssessment;
import dev.stillwatch.policy.PackFolder;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CampaignDeskTest {
    @TempDir
    private Path folder;

    private final SetClock clock = new SetClock("2026-11-22T10:00:00Z");
    private final HeardNotices notices = new HeardNotices();
    private final AtomicInteger acted = new AtomicInteger();
    private final List<String> audited = new CopyOnWriteArrayList<>();
    private CaseStore store;
    private SwitchedStore shaky;
    private PackSet packs = PackSet.EMPTY;

    @BeforeEach
    void open() throws Exception {
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), (type, _) -> audited.add(type));
        shaky = new SwitchedStore(store);
        Path policy = Files.createDirectory(folder.resolve("policy"));
        Files.copy(Path.of("../../policy/default/campaigns.yaml"), policy.resolve("campaigns.yaml"));
        packs = PackFolder.open(policy, TrustedKeys.NONE, UnsignedPacks.ALLOW, clock, Duration.ofSeconds(1))
                .current();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private CampaignDesk desk(Supplier<PackSet> policy) {
        return desk(
                policy,
                (assessment, now, known) ->
                        assessment.campaigns().stream().map(Campaign::id).collect(Collectors.toSet()));
    }

    private CampaignDesk desk(Supplier<PackSet> policy, AlarmGrants alarms) {
        return new CampaignDesk(
                shaky.store(), alarms, policy, () -> Instant.EPOCH, clock, notices, _ -> {}, acted::incrementAndGet);
    }

    private LiveAssessment found(Campaign... campaigns) {
        return found(List.of(), campaigns);
    }

    private LiveAssessment found(List<String> assessed, Campaign... campaigns) {
        return new LiveAssessment(
                new Assessment(
                        assessed.stream().sorted().map(CampaignDeskTest::looked).toList(),
                        List.of(campaigns),
                        new Calibration("self", 100, new Probability(0.001), new LogOdds(3), new Probability(0.01)),
                        1000,
                        List.of()),
                clock.instant(),
                JournalPosition.START,
                Duration.ZERO,
                1000,
                Duration.ofSeconds(1));
    }

    private static AccountAssessment looked(String account) {
        return new AccountAssessment(
                account,
                Optional.empty(),
                10,
                new LogOdds(-3),
                new Probability(0.5),
                Verdict.CLEAR,
                Optional.empty(),
                List.of(),
                List.of());
    }

    private Campaign campaign(String... accounts) {
        return Campaigns.of("c-1", clock.instant(), accounts);
    }

    @Test
    void campaign_opensOneCase_actsOnAllItsAccounts_andProposesWhatNeedsApproval() {
        desk(() -> packs).assessed(found(campaign("a1", "a2", "a3", "a4", "a5")));
        assertThat(store.cases(Set.of())).hasSize(1);
        List<Action> actions = store.changesSince(0).actions();
        assertThat(actions)
                .isNotEmpty()
                .allSatisfy(a -> assertThat(a.accounts()).containsExactlyInAnyOrder("a1", "a2", "a3", "a4", "a5"));
        assertThat(actions)
                .filteredOn(a -> a.status() == ActionStatus.PROPOSED)
                .singleElement()
                .satisfies(
                        a -> assertThat(StoreFigures.kind(a.countermeasure())).isEqualTo("suspend"));
        assertThat(acted).hasValue(1);
    }

    @Test
    void again_changesNothing_andWhoJoinsGetsTheirOwnAction() {
        CampaignDesk desk = desk(() -> packs);
        desk.assessed(found(campaign("a1", "a2", "a3", "a4", "a5")));
        int before = store.changesSince(0).actions().size();
        clock.advance(Duration.ofMinutes(5));
        desk.assessed(found(campaign("a1", "a2", "a3", "a4", "a5")));
        assertThat(store.changesSince(0).actions()).hasSize(before);
        clock.advance(Duration.ofMinutes(5));
        desk.assessed(found(campaign("a1", "a2", "a3", "a4", "a5", "a6")));
        assertThat(store.changesSince(0).actions()).as("seen there once").hasSize(before);
        desk.assessed(found(campaign("a1", "a2", "a3", "a4", "a5", "a6")));
        assertThat(store.cases(Set.of())).hasSize(1);
        assertThat(store.changesSince(0).actions())
                .hasSize(2 * before)
                .filteredOn(a -> a.accounts().equals(Set.of("a6")))
                .hasSize(before);
    }

    @Test
    void findingNotGranted_opensNoCase_andOneGrantedOnceGoesOn() {
        AtomicBoolean grants = new AtomicBoolean();
        CampaignDesk desk = desk(() -> packs, (_, _, _) -> grants.get() ? Set.of("c-1") : Set.of());
        desk.assessed(found(campaign("a1", "a2", "a3")));
        assertThat(store.cases(Set.of())).isEmpty();
        assertThat(store.changesSince(0).actions()).isEmpty();
        grants.set(true);
        desk.assessed(found(campaign("a1", "a2", "a3")));
        assertThat(store.cases(Set.of())).hasSize(1);
        grants.set(false);
        desk.assessed(found(campaign("a1", "a2", "a3", "a4")));
        desk.assessed(found(campaign("a1", "a2", "a3", "a4")));
        assertThat(store.changesSince(0).actions())
                .anySatisfy(a -> assertThat(a.accounts()).containsExactly("a4"));
    }

    @Test
    void restarted_goesOnWithOpenCasesWithoutANewGrant() {
        desk(() -> packs).assessed(found(campaign("a1", "a2", "a3")));
        CampaignDesk again = desk(() -> packs, (_, _, _) -> Set.of());
        again.assessed(found(campaign("a1", "a2", "a3", "a4")));
        again.assessed(found(campaign("a1", "a2", "a3", "a4")));
        assertThat(store.changesSince(0).actions())
                .anySatisfy(a -> assertThat(a.accounts()).containsExactly("a4"));
    }

    @Test
    void campaignNoLongerFound_whatPolicyDidIsLifted_andWhatAPersonApprovedStays() {
        CampaignDesk desk = desk(() -> packs);
        desk.assessed(found(campaign("a1", "a2", "a3", "a4", "a5")));
        Action approved = store.approve(
                store.changesSince(0).actions().stream()
                        .filter(a -> a.status() == ActionStatus.PROPOSED)
                        .findFirst()
                        .orElseThrow(),
                "ben",
                clock.instant());
        assertThat(store.activeActions(clock.instant())).hasSizeGreaterThan(1);
        desk.assessed(found());
        assertThat(store.activeActions(clock.instant())).hasSizeGreaterThan(1);
        clock.advance(OutdatedMeasures.WAITING);
        desk.assessed(found());
        assertThat(store.activeActions(clock.instant()))
                .singleElement()
                .satisfies(a -> assertThat(a.id()).isEqualTo(approved.id()));
    }

    @Test
    void accountThatJoinsForOneAssessment_isNeverActedOn() {
        CampaignDesk desk = desk(() -> packs);
        desk.assessed(found(campaign("a1", "a2", "a3")));
        desk.assessed(found(campaign("a1", "a2", "a3", "x")));
        desk.assessed(found(campaign("a1", "a2", "a3")));
        desk.assessed(found(campaign("a1", "a2", "a3", "x")));
        assertThat(store.changesSince(0).actions())
                .allSatisfy(a -> assertThat(a.accounts()).doesNotContain("x"));
    }

    @Test
    void accountThatHasLeft_isLetGo_alsoOfWhatWaitsForApproval_andTheOthersAreNot() {
        List<String> all = List.of("a1", "a2", "a3", "a4", "a5", "x");
        CampaignDesk desk = desk(() -> packs);
        desk.assessed(found(all, campaign("a1", "a2", "a3", "a4", "a5", "x")));
        List<String> before = inForce();
        desk.assessed(found(all, campaign("a1", "a2", "a3", "a4", "a5")));
        assertThat(store.activeActions(clock.instant()))
                .as("missed once")
                .allSatisfy(a -> assertThat(a.accounts()).contains("x"));
        desk.assessed(found(all, campaign("a1", "a2", "a3", "a4", "a5")));
        assertThat(inForce()).isEqualTo(before);
        assertThat(store.changesSince(0).actions())
                .anySatisfy(a -> assertThat(a.status()).isEqualTo(ActionStatus.PROPOSED))
                .allSatisfy(a -> assertThat(a.accounts()).containsExactlyInAnyOrder("a1", "a2", "a3", "a4", "a5"));
        assertThat(notices.noticed).anySatisfy(said -> assertThat(said).contains("1 account let go"));
        assertThat(audited).contains("action.released");
    }

    @Test
    void accountsThatAllLeft_theirActionIsTakenBack() {
        List<String> all = List.of("a1", "a2", "a3", "a4", "a5", "x");
        CampaignDesk desk = desk(() -> packs);
        desk.assessed(found(all, campaign("a1", "a2", "a3", "a4", "a5")));
        int founding = store.changesSince(0).actions().size();
        desk.assessed(found(all, campaign("a1", "a2", "a3", "a4", "a5", "x")));
        desk.assessed(found(all, campaign("a1", "a2", "a3", "a4", "a5", "x")));
        assertThat(store.changesSince(0).actions()).hasSize(2 * founding);
        desk.assessed(found(all, campaign("a1", "a2", "a3", "a4", "a5")));
        desk.assessed(found(all, campaign("a1", "a2", "a3", "a4", "a5")));
        assertThat(store.changesSince(0).actions())
                .filteredOn(a -> a.status() == ActionStatus.UNDONE)
                .hasSize(founding)
                .allSatisfy(a -> assertThat(a.undone().orElseThrow().why()).contains("no longer finds its accounts"));
    }

    @Test
    void accountThatSendsNothingAnyMore_hasNotLeft_norHasOneThatAPersonDecidedOn() {
        CampaignDesk desk = desk(() -> packs);
        desk.assessed(found(List.of("a1", "a2", "a3", "a4", "a5", "x"), campaign("a1", "a2", "a3", "a4", "a5", "x")));
        Action approved = store.approve(
                store.changesSince(0).actions().stream()
                        .filter(a -> a.status() == ActionStatus.PROPOSED)
                        .findFirst()
                        .orElseThrow(),
                "ben",
                clock.instant());
        List<String> others = List.of("a1", "a2", "a3", "a4", "a5");
        for (int i = 0; i < 3; i++) {
            desk.assessed(found(others, campaign("a1", "a2", "a3", "a4", "a5")));
        }
        assertThat(store.activeActions(clock.instant()))
                .allSatisfy(a -> assertThat(a.accounts()).contains("x"));
        desk.assessed(found(List.of("a1", "a2", "a3", "a4", "a5", "x"), campaign("a1", "a2", "a3", "a4", "a5")));
        assertThat(store.activeActions(clock.instant()))
                .filteredOn(a -> a.accounts().contains("x"))
                .extracting(Action::id)
                .containsExactly(approved.id());
    }

    private List<String> inForce() {
        return store.activeActions(clock.instant()).stream()
                .map(a -> StoreFigures.kind(a.countermeasure()))
                .sorted()
                .toList();
    }

    private Campaign judged(Verdict verdict, String... accounts) {
        return Campaigns.judged(verdict, "c-1", clock.instant(), accounts);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verdict.class,
            names = {"ORGANISATION", "RESELLER", "EVALUATION", "INSUFFICIENT"})
    void campaignJudgedOtherwise_whatPolicyWouldNotDoAgainIsLiftedAtOnce_andProposalsAreWithdrawn(Verdict verdict) {
        CampaignDesk desk = desk(() -> packs);
        desk.assessed(found(campaign("a1", "a2", "a3", "a4", "a5")));
        assertThat(inForce()).containsExactly("deter", "observe", "step-up", "throttle");
        clock.advance(Duration.ofMinutes(5));
        desk.assessed(found(judged(verdict, "a1", "a2", "a3", "a4", "a5")));
        assertThat(inForce())
                .as("the pack goes on watching whatever looks alike")
                .containsExactly("observe");
        List<Action> lifted = store.changesSince(0).actions().stream()
                .filter(a -> a.status() == ActionStatus.UNDONE)
                .toList();
        assertThat(lifted)
                .hasSize(4)
                .anySatisfy(
                        a -> assertThat(StoreFigures.kind(a.countermeasure())).isEqualTo("suspend"))
                .allSatisfy(a -> assertThat(a.undone()).hasValueSatisfying(undo -> {
                    assertThat(undo.who()).isEqualTo(CampaignDesk.WHO);
                    assertThat(undo.why()).contains("no longer", verdict.label());
                }));
        assertThat(notices.noticed).anySatisfy(said -> assertThat(said).contains("lifted", verdict.label()));
        assertThat(audited.stream().filter("action.undone"::equals)).hasSize(4);

        desk.assessed(found(campaign("a1", "a2", "a3", "a4", "a5")));
        assertThat(inForce()).containsExactly("deter", "observe", "step-up", "throttle");
    }

    @Test
    void campaignJudgedOtherwise_whatPeopleApprovedOrDecidedStays() {
        CampaignDesk desk = desk(() -> packs);
        desk.assessed(found(campaign("a1", "a2", "a3", "a4", "a5")));
        Action suspended = store.approve(
                store.changesSince(0).actions().stream()
                        .filter(a -> a.status() == ActionStatus.PROPOSED)
                        .findFirst()
                        .orElseThrow(),
                "ben",
                clock.instant());
        Action byHand = store.act(
                        suspended.caseId(),
                        Set.of("x1"),
                        Decisions.suspend(Duration.ofDays(1), false, clock.instant()),
                        "ana",
                        clock.instant())
                .orElseThrow();
        desk.assessed(found(judged(Verdict.ORGANISATION, "a1", "a2", "a3", "a4", "a5")));
        assertThat(store.activeActions(clock.instant())).extracting(Action::id).contains(suspended.id(), byHand.id());
        assertThat(inForce()).containsExactly("observe", "suspend", "suspend");
    }

    @Test
    void packThatDoesLess_whatItWouldNotDoAgainIsLifted_andWhereItCannotTellNothingIs() {
        AtomicReference<PackSet> now = new AtomicReference<>(packs);
        CampaignDesk desk = desk(now::get);
        desk.assessed(found(campaign("a1", "a2", "a3")));
        List<String> before = inForce();
        now.set(PackSet.of(List.of(PolicyPack.parse("test", """
                id: test.less
                version: 1.0.0
                title: Does less
                issuer: A test
                status: voluntary
                known-at: 2026-01-01T00:00:00Z
                mode: enforce
                rules:
                  - id: watch
                    when: has_campaign
                    then: observe
                    lasting: 7d
                    reason: Usage is being reviewed.
                  - id: cannot-tell
                    when: has_campaign && campaign.exchanges / (campaign.accounts - 3) > 0
                    then:
                      throttle:
                        requests: 60
                        per: 1h
                    lasting: 14d
                    reason: The rate is limited.
                """.getBytes(StandardCharsets.UTF_8)))));
        desk.assessed(found(campaign("a1", "a2", "a3")));
        assertThat(before).contains("deter", "step-up");
        assertThat(inForce()).containsExactly("observe", "throttle");
    }

    @Test
    void policyThatFails_liftsNothing() {
        AtomicBoolean fails = new AtomicBoolean();
        CampaignDesk desk = desk(() -> {
            if (fails.get()) {
                throw new IllegalStateException("no pack");
            }
            return packs;
        });
        desk.assessed(found(campaign("a1", "a2", "a3")));
        List<String> before = inForce();
        fails.set(true);
        clock.advance(Duration.ofDays(1));
        desk.assessed(found(judged(Verdict.ORGANISATION, "a1", "a2", "a3")));
        assertThat(inForce()).isEqualTo(before).isNotEmpty();
    }

    /** Another process may see more of the campaign than this one: several gateways share a store. */
    @Test
    void whatThisProcessNeverWanted_isLiftedOnlyAfterAWhile() {
        desk(() -> packs).assessed(found(campaign("a1", "a2", "a3")));
        List<String> before = inForce();
        CampaignDesk other = desk(() -> packs);
        other.assessed(found(judged(Verdict.INSUFFICIENT, "a1", "a2", "a3")));
        assertThat(inForce()).isEqualTo(before).hasSizeGreaterThan(1);
        clock.advance(OutdatedMeasures.WAITING);
        other.assessed(found(judged(Verdict.INSUFFICIENT, "a1", "a2", "a3")));
        assertThat(inForce()).containsExactly("observe");
    }

    @Test
    void withoutPacks_opensTheCaseAndDoesNothing() {
        desk(() -> PackSet.EMPTY).assessed(found(campaign("a1", "a2")));
        assertThat(store.cases(Set.of())).hasSize(1);
        assertThat(store.changesSince(0).actions()).isEmpty();
    }

    @Test
    void storeAway_isAnAlarm_andTheNextAssessmentMakesUpForIt() {
        CampaignDesk desk = desk(() -> packs);
        shaky.away = true;
        desk.assessed(found(campaign("a1", "a2", "a3")));
        assertThat(notices.alarms).singleElement().asString().contains("The case store cannot be reached.");
        shaky.away = false;
        desk.assessed(found(campaign("a1", "a2", "a3")));
        assertThat(store.changesSince(0).actions()).isNotEmpty();
    }

    @Test
    void policyThatFails_isAnAlarmThatNamesTheCase_andOthersAreStillActedOn() {
        AtomicInteger asked = new AtomicInteger();
        CampaignDesk desk = desk(() -> {
            if (asked.getAndIncrement() == 0) {
                throw new IllegalStateException("a text that is nobody's to read");
            }
            return packs;
        });
        desk.assessed(found(campaign("a1", "a2"), Campaigns.of("c-2", clock.instant(), "b1", "b2")));
        assertThat(store.cases(Set.of())).hasSize(2);
        assertThat(store.changesSince(0).actions()).isNotEmpty();
        assertThat(notices.alarms)
                .singleElement()
                .asString()
                .contains("Case C-")
                .doesNotContain("nobody's to read");
        assertThat(acted).hasValue(1);
    }
}
