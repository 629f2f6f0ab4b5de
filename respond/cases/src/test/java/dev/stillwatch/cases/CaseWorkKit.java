// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of store must do for those who work on cases, and with what they write. */
interface CaseWorkKit extends StoreUnderTest {
    @Test
    default void lifecycle_assignNoteCloseReopen_isOnRecord() {
        String id = openCase();

        store().assign(id, "ana", "ben", NOW);
        store().note(id, "asked the sales desk", "ana", NOW);
        store().close(id, "a pilot customer", "ana", NOW);
        store().close(id, "again", "ana", NOW);
        store().reopen(id, "they denied it", "ana", NOW);

        Case after = store().find(id);
        assertThat(after.state()).isEqualTo(CaseState.OPEN);
        assertThat(after.summary().assignee()).contains("ana");
        assertThat(after.events())
                .extracting(CaseEvent::kind)
                .containsExactly(
                        CaseEvent.Kind.OPENED,
                        CaseEvent.Kind.ASSIGNED,
                        CaseEvent.Kind.NOTE,
                        CaseEvent.Kind.CLOSED,
                        CaseEvent.Kind.REOPENED);
        assertThat(store().cases(Set.of(CaseState.CLOSED))).isEmpty();
        assertThat(store().cases(Set.of(CaseState.OPEN))).hasSize(1);
    }

    @Test
    default void close_mergedCase_isRefusedAndNamesTheOther() {
        String younger = mergedCases().getLast();

        assertThatThrownBy(() -> store().close(younger, "x", "ana", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("went on as C-2026-0001");
    }

    @Test
    default void find_unknown_namesTheNearest() {
        openCase();

        assertThatThrownBy(() -> store().find("C-2026-001"))
                .isInstanceOf(StillwatchException.class)
                .hasMessage("no case C-2026-001; nearest: C-2026-0001");
        assertThatThrownBy(() -> store().action("A-1"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("no action A-1: the store holds none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it's; DROP TABLE cases --",
                "\"quoted\"",
                "line\nbreak\r\ttab",
                "nul\0inside",
                "\0",
                "half \ud800 pair",
                "\udc00",
                "\u202eright to left",
                "emoji \uD83D\uDE00",
                "back\\slash \\0000",
                "{\"json\":1}",
                ":name <list>",
                " "
            })
    default void hostileNames_comeBackExactly(String name) {
        List<String> accounts = new ArrayList<>(TestCampaign.accounts(0, 9));
        accounts.add(name);
        String id = observe(accounts).caseId();
        store().assign(id, name, name, NOW);
        store().note(id, name, name, NOW);

        Action action = suspended(id);
        store().feedback(id, List.of(name), Feedback.Finding.FALSE_POSITIVE, name, name, NOW);
        store().undo(store().action(action.id()), name, name, NOW);

        Case found = store().find(id);
        assertThat(action.accounts()).contains(name);
        assertThat(found.accounts()).contains(name);
        assertThat(found.summary().assignee()).contains(name);
        assertThat(found.events()).extracting(CaseEvent::text).contains(name);
        assertThat(store().benignAccounts(Instant.MIN)).containsExactly(name);
        assertThat(found.actions().getFirst().undone().orElseThrow().why()).isEqualTo(name);
        assertThat(observe(List.of(name, "a1")).caseId()).isEqualTo(id);
    }

    @Test
    default void audit_failing_keepsRecordsAndHandsThemOverLaterInOrder() {
        audit().failing = true;
        String id = openCase();
        Action action = suspended(id);
        assertThat(store().activeActions(NOW)).hasSize(1);
        assertThat(store().pendingAudit()).isEqualTo(2);

        audit().failing = false;
        store().undo(action, "wrong", "ana", NOW);

        assertThat(store().pendingAudit()).isZero();
        assertThat(audit().types).containsExactly("case.opened", "action.active", "action.undone");
        assertThat(audit().bodies).allSatisfy(body -> assertThat(body).doesNotContain("ana", "\"a1\""));
        assertThat(audit().bodies.getFirst()).startsWith("{\"accounts\":10,\"accounts_commitment\":\"");
    }

    @Test
    default void reopenedStore_holdsEverything() {
        String id = openCase();
        suspended(id);
        Case before = store().find(id);

        try (CaseStore again = CaseStore.open(url(), AuditSink.NONE)) {
            assertThat(again.find(id)).isEqualTo(before);
        }
    }

    @Test
    default void reopen_whileActedOn_isActedOnAgain() {
        String id = openCase();
        suspended(id);
        store().close(id, "dealt with", "ana", NOW);

        store().reopen(id, "not yet", "ana", NOW);

        assertThat(store().find(id).state()).isEqualTo(CaseState.ACTED);
    }

    @Test
    default void assign_mergedCase_isRefusedAndNamesTheOther() {
        List<String> cases = mergedCases();

        assertThatThrownBy(() -> store().assign(cases.getLast(), "ana", "ben", NOW))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("went on as " + cases.getFirst());
    }
}
