// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every kind of store must do for somebody who looks at many cases, or at a large one. */
interface QueueKit extends StoreUnderTest {
    /** Cases of 3, 4, 5 and more accounts, a day apart. */
    private List<String> openCases(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Campaign campaign = TestCampaign.of(TestCampaign.accounts(1_000 * i, 1_000 * i + 3 + i));
            ids.add(store().observe(List.of(campaign), NOW.plus(DAY.multipliedBy(i)))
                    .getFirst()
                    .caseId());
        }
        return ids;
    }

    private List<String> ids(CaseQuery query) {
        return store().cases(query).cases().stream().map(CaseSummary::id).toList();
    }

    @Test
    default void cases_stretchByStretch_areAllOfThemOnceInOrder() {
        List<String> ids = openCases(7);
        List<String> seen = new ArrayList<>();

        for (int from = 0; from < 9; from += 3) {
            CasePage page = store().cases(CaseQuery.ALL.page(from, 3));
            assertThat(page.total()).isEqualTo(7);
            page.cases().forEach(row -> seen.add(row.id()));
        }

        assertThat(seen).containsExactlyElementsOf(ids.reversed());
        assertThat(store().cases(CaseQuery.ALL).cases()).isEqualTo(store().cases(Set.of()));
    }

    @Test
    default void cases_byEachOrder_comeLargestFirst() {
        List<String> ids = openCases(4);
        store().note(ids.getFirst(), "look at this", "ana", NOW.plus(DAY.multipliedBy(30)));

        assertThat(ids(CaseQuery.ALL.by(CaseQuery.Order.UPDATED))).startsWith(ids.getFirst(), ids.getLast());
        for (CaseQuery.Order order : List.of(CaseQuery.Order.ACCOUNTS, CaseQuery.Order.EXCHANGES)) {
            assertThat(ids(CaseQuery.ALL.by(order))).containsExactlyElementsOf(ids.reversed());
        }
        assertThat(ids(CaseQuery.ALL.by(CaseQuery.Order.SCORE))).containsExactlyElementsOf(ids.reversed());
    }

    @Test
    default void cases_filtered_areThoseAndNoOthers() {
        List<String> ids = openCases(4);
        store().claim(ids.get(1), "ana'; --", NOW);
        store().close(ids.get(2), "done", "ben", NOW);
        Set<CaseState> open = Set.of(CaseState.NEW, CaseState.OPEN);

        assertThat(ids(CaseQuery.ALL.in(open))).containsExactly(ids.get(3), ids.get(1), ids.get(0));
        assertThat(store().cases(CaseQuery.ALL.in(open).page(2, 2)).total()).isEqualTo(3);
        assertThat(ids(CaseQuery.ALL.heldBy(new CaseQuery.Holder.Person("ana'; --"))))
                .containsExactly(ids.get(1));
        assertThat(ids(CaseQuery.ALL.heldBy(new CaseQuery.Holder.Nobody()).in(open)))
                .containsExactly(ids.get(3), ids.get(0));
        assertThat(ids(CaseQuery.ALL.with("a2000"))).containsExactly(ids.get(2));
        assertThat(store().cases(CaseQuery.ALL.with("nobody"))).isEqualTo(new CasePage(List.of(), 0));
    }

    private QueuePage queue(CaseQuery query, Instant now) {
        return store().queue(query, new QueuePriority(now, DAY));
    }

    private List<String> queued(CaseQuery query, Instant now) {
        return queue(query, now).entries().stream()
                .map(entry -> entry.summary().id())
                .toList();
    }

    @Test
    default void cases_ofAVerdictAndSize_areThoseAndNoOthers() {
        List<String> ids = openCases(4);
        List<String> second = TestCampaign.accounts(1_000, 1_004);
        store().observe(List.of(TestCampaign.of(second, Verdict.RESELLER, NOW)), NOW.plus(DAY));
        assertThat(ids(CaseQuery.ALL.judged(Set.of(Verdict.RESELLER)))).containsExactly(ids.get(1));
        assertThat(ids(CaseQuery.ALL.ofAtLeast(5))).containsExactly(ids.get(3), ids.get(2));
        assertThat(ids(CaseQuery.ALL.ofAtLeast(4).judged(Set.of(Verdict.DISTILLATION, Verdict.CLEAR))))
                .containsExactly(ids.get(3), ids.get(2));
    }

    @Test
    default void cases_theOtherWayRound_comeSmallestFirst() {
        List<String> ids = openCases(4);
        for (CaseQuery.Order order : List.of(
                CaseQuery.Order.OPENED, CaseQuery.Order.UPDATED, CaseQuery.Order.ACCOUNTS, CaseQuery.Order.EXCHANGES)) {
            assertThat(ids(CaseQuery.ALL.by(order).ascending(true))).containsExactlyElementsOf(ids);
        }
    }

    @Test
    default void cases_membersComeAndGo_countsThem() {
        String id = observe(TestCampaign.accounts(0, 10)).caseId();
        observe(TestCampaign.accounts(3, 11));
        assertThat(ids(CaseQuery.ALL.ofAtLeast(8))).containsExactly(id);
        assertThat(ids(CaseQuery.ALL.ofAtLeast(9))).isEmpty();
        assertThat(store().overview(id).summary().accounts())
                .isEqualTo(store().find(id).accounts().size())
                .isEqualTo(8);
    }

    @Test
    default void queue_casesThatWait_comeBeforeOthersAndLongestWhenAlike() {
        List<String> ids = openCases(4);
        Instant now = NOW.plus(DAY.multipliedBy(4));
        suspended(ids.get(1));
        store().close(ids.get(2), "done", "ana", now);
        assertThat(queued(CaseQuery.ALL.by(CaseQuery.Order.PRIORITY), now))
                .containsExactly(ids.get(0), ids.get(3), ids.get(1), ids.get(2));
        assertThat(queued(CaseQuery.ALL.by(CaseQuery.Order.PRIORITY).ascending(true), now))
                .containsExactly(ids.get(2), ids.get(1), ids.get(3), ids.get(0));
        assertThat(queued(CaseQuery.ALL.by(CaseQuery.Order.WAITING), now)).startsWith(ids.get(0), ids.get(3));
        assertThat(queued(CaseQuery.ALL.by(CaseQuery.Order.WAITING).ascending(true), now))
                .startsWith(ids.get(3), ids.get(0));
        QueuePage page = queue(CaseQuery.ALL.page(0, 1), now);
        assertThat(page.total()).isEqualTo(4);
        assertThat(page.overdue()).isEqualTo(1);
    }

    @Test
    default void queue_entry_saysHowLongItWaitsHowFastItIsAndWhatIsProposed() {
        String id = openCase();
        QueueEntry fresh = queue(CaseQuery.ALL, NOW).entries().getFirst();
        assertThat(fresh.waitingSince()).contains(NOW);
        assertThat(fresh.exchangesPerDay()).isEqualTo(500);
        assertThat(fresh.proposals()).isZero();
        assertThat(fresh.priority()).isCloseTo(9.5 + Math.log10(11) + Math.log10(501), within(1e-9));
        assertThat(queue(CaseQuery.ALL, NOW.plus(DAY)).entries().getFirst().priority())
                .isCloseTo(fresh.priority() + 4, within(1e-9));
        assertThat(queue(CaseQuery.ALL, NOW.plus(DAY.multipliedBy(99)))
                        .entries()
                        .getFirst()
                        .priority())
                .isCloseTo(fresh.priority() + 8, within(1e-9));
        proposed(id);
        QueueEntry asked = queue(CaseQuery.ALL, NOW).entries().getFirst();
        assertThat(asked.proposals()).isEqualTo(1);
        assertThat(asked.priority()).isCloseTo(fresh.priority() + 3, within(1e-9));
    }

    @Test
    default void queue_decidedCase_waitsNoMore_untilItIsTakenUpAgain() {
        String id = openCase();
        Action action = suspended(id);
        assertThat(queue(CaseQuery.ALL, NOW).entries().getFirst().waitingSince())
                .isEmpty();
        Instant later = NOW.plus(DAY);
        store().undo(store().action(action.id()), "too hard", "ana", later);
        assertThat(queue(CaseQuery.ALL, later).entries().getFirst().waitingSince())
                .contains(later);
        store().close(id, "done", "ana", later);
        assertThat(queue(CaseQuery.ALL, later).entries().getFirst().waitingSince())
                .isEmpty();
        store().reopen(id, "again", "ana", later.plus(DAY));
        assertThat(queue(CaseQuery.ALL, later).entries().getFirst().waitingSince())
                .contains(later.plus(DAY));
    }

    @Test
    default void claim_heldBySomebodyElse_isRefusedAndLeavesThem() {
        String id = openCase();
        store().claim(id, "ana", NOW);
        store().claim(id, "ana", NOW);

        assertThatThrownBy(() -> store().claim(id, "ben", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("case " + id)
                .hasMessageNotContaining("ana");
        CaseOverview held = store().overview(id);
        store().unassign(id, "ana", NOW);
        store().unassign(id, "ana", NOW);
        CaseOverview free = store().overview(id);
        store().claim(id, "ben", NOW);

        assertThat(held.summary().assignee()).contains("ana");
        assertThat(held.summary().state()).isEqualTo(CaseState.OPEN);
        assertThat(free.summary().assignee()).isEmpty();
        assertThat(free.events())
                .extracting(CaseEvent::text)
                .containsExactly("Opened with 10 accounts.", "To ana.", "To nobody.");
        assertThat(store().overview(id).summary().assignee()).contains("ben");
    }

    @Test
    default void counts_areThoseOfTheList() {
        assertThat(store().counts()).isEmpty();
        String first = observe(TestCampaign.accounts(0, 10)).caseId();
        observe(TestCampaign.accounts(100, 110));
        observe(TestCampaign.accounts(200, 210));
        store().close(first, "seen", "ana", NOW);

        assertThat(store().counts())
                .isEqualTo(Map.of(
                        CaseState.NEW, Map.of(Verdict.DISTILLATION, 2),
                        CaseState.CLOSED, Map.of(Verdict.DISTILLATION, 1)));
    }

    @Test
    default void overview_ofALargeCase_countsWhatTheWholeNames() {
        String id = observe(TestCampaign.accounts(0, 20_000)).caseId();
        observe(TestCampaign.accounts(5, 20_000));
        Action action = suspended(id);
        store().feedback(id, List.of("a7", "a8"), Feedback.Finding.FALSE_POSITIVE, "verified", "ana", NOW);
        Case whole = store().find(id);

        CaseOverview overview = store().overview(id);

        assertThat(overview.summary()).isEqualTo(whole.summary());
        assertThat(overview.summary().accounts()).isEqualTo(19_995);
        assertThat(overview.formerAccounts()).isEqualTo(5);
        assertThat(overview.history()).hasSize(2);
        assertThat(overview.latest().sha256()).isEqualTo(whole.latest().sha256());
        assertThat(overview.events()).isEqualTo(whole.events());
        assertThat(overview.actions()).singleElement().satisfies(summary -> {
            assertThat(summary.id()).isEqualTo(action.id());
            assertThat(summary.revision()).isEqualTo(whole.actions().getFirst().revision());
            assertThat(summary.accounts()).isEqualTo(19_993);
            assertThat(summary.decision()).isEqualTo(action.decision());
        });
        assertThat(overview.feedback())
                .extracting(FeedbackSummary::accounts, FeedbackSummary::why)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2L, "verified"));
    }

    @Test
    default void members_stretchByStretch_areAllOfThemOnceByCodePoint() {
        List<String> names = new ArrayList<>(TestCampaign.accounts(0, 50));
        names.addAll(List.of("Zoe", "zoe", "\u00e4", "a\\b", "\0", "\uD83D\uDE00", "\uffee", " ", "a-1", "A1"));
        String id = observe(names).caseId();
        observe(names.subList(1, names.size()));
        List<Member> seen = new ArrayList<>();

        Optional<String> after = Optional.empty();
        List<Member> page = store().members(id, after, 7);
        while (!page.isEmpty()) {
            seen.addAll(page);
            page = store().members(id, Optional.of(page.getLast().account()), 7);
        }

        assertThat(seen).extracting(Member::account).containsExactlyInAnyOrderElementsOf(names);
        assertThat(seen.stream().map(Member::account).filter(name -> name.matches("[A-Za-z0-9-]+")))
                .isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(seen)
                .filteredOn(member -> member.left().isPresent())
                .containsExactly(new Member("a0", NOW, Optional.of(NOW)));
    }
}
