// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.console.Bulk.Kind;
import dev.stillwatch.console.Bulk.Outcome;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkTest {
    private static final Instant NOW = SampleCampaign.NOW;

    @TempDir
    private Path folder;

    private CaseStore store;
    private Bulk bulk;
    private List<String> ids;

    @BeforeEach
    void open() {
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
        bulk = new Bulk(store);
        ids = List.of("a", "b", "c").stream()
                .map(prefix -> store.observe(List.of(SampleCampaign.of(prefix, 3)), NOW)
                        .getFirst()
                        .caseId())
                .toList();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static AdminUser user(Role role) {
        return new AdminUser("the " + role, role, "0".repeat(64));
    }

    private List<Outcome> apply(Kind kind, List<String> cases, String reason, Role role) {
        return bulk.apply(kind, cases, reason, user(role), NOW);
    }

    private Action propose(String id) {
        Decision decision = new Decision(
                "by-hand",
                "1",
                "analyst",
                new Countermeasure.Suspend(),
                Duration.ofDays(1),
                true,
                "Automated collection.",
                "0".repeat(64),
                NOW);
        return store.act(Optional.of(id), store.find(id).accounts(), decision, "ben", NOW)
                .orElseThrow();
    }

    @Test
    void apply_oneUnknownAmongMany_tellsItAndGoesOn() {
        List<Outcome> outcomes =
                apply(Kind.CLOSE, List.of(ids.get(0), "C-2026-0999", ids.get(1), ids.get(0)), "Seen.", Role.ANALYST);
        assertThat(outcomes).extracting(Outcome::caseId).containsExactly(ids.get(0), "C-2026-0999", ids.get(1));
        assertThat(outcomes).extracting(Outcome::worked).containsExactly(true, false, true);
        assertThat(outcomes.get(1).words()).contains("C-2026-0999");
        assertThat(store.find(ids.get(1)).state()).isEqualTo(CaseState.CLOSED);
        assertThat(apply(Kind.CLOSE, ids, "Seen.", Role.ANALYST))
                .extracting(Outcome::words)
                .containsExactly("already closed", "already closed", "closed");
    }

    @Test
    void claim_takesWhatNobodyHas_andLeavesWhatSomebodyHas() {
        store.assign(ids.get(1), "ana", "ana", NOW);
        List<Outcome> outcomes = apply(Kind.CLAIM, ids, "", Role.ANALYST);
        assertThat(outcomes).extracting(Outcome::worked).containsExactly(true, false, true);
        assertThat(store.find(ids.get(1)).summary().assignee()).contains("ana");
        assertThat(store.find(ids.get(2)).summary().assignee()).contains("the ANALYST");
    }

    @Test
    void approveProposals_putsAllInForce_forApproversOnly() {
        Action proposed = propose(ids.get(0));
        assertThatThrownBy(() -> apply(Kind.APPROVE_PROPOSALS, ids, "Agreed.", Role.ANALYST))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("role approver");
        assertThat(store.action(proposed.id()).status()).isEqualTo(ActionStatus.PROPOSED);
        assertThat(apply(Kind.APPROVE_PROPOSALS, ids, "Agreed.", Role.APPROVER))
                .extracting(Outcome::words)
                .containsExactly(
                        "1 proposal approved",
                        "case " + ids.get(1) + " has no proposal that waits",
                        "case " + ids.get(2) + " has no proposal that waits");
        assertThat(store.action(proposed.id()).status()).isEqualTo(ActionStatus.ACTIVE);
        assertThat(store.find(ids.get(0)).events().getLast().text()).isEqualTo("Proposals approved: Agreed.");
    }

    @Test
    void falsePositive_undoesAndCloses_onceForEach() {
        Action proposed = propose(ids.get(0));
        apply(Kind.FALSE_POSITIVE, ids, "One class.", Role.ANALYST);
        apply(Kind.FALSE_POSITIVE, ids, "One class.", Role.ANALYST);
        assertThat(store.action(proposed.id()).status()).isEqualTo(ActionStatus.UNDONE);
        assertThat(ids).allSatisfy(id -> {
            assertThat(store.find(id).state()).isEqualTo(CaseState.CLOSED);
            assertThat(store.find(id).feedback()).hasSize(1);
        });
    }

    @Test
    void apply_withoutANeededReason_doesNothing() {
        assertThatThrownBy(() -> apply(Kind.FALSE_POSITIVE, ids, " ", Role.ANALYST))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("Fill in a reason");
        assertThatThrownBy(() -> apply(Kind.CLAIM, ids, "", Role.VIEWER)).isInstanceOf(StillwatchException.class);
        assertThat(store.find(ids.get(0)).feedback()).isEmpty();
        assertThat(store.find(ids.get(0)).summary().assignee()).isEmpty();
    }
}
