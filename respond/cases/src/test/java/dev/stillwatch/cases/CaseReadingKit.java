// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Countermeasure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What pages read of a case, on every kind of store. */
abstract class CaseReadingKit {
    private static final Instant NOW = TestCampaign.DAY;
    private static final Duration WEEK = Duration.ofDays(7);

    private CaseStore store;

    /** Address of an empty store, the same one for the whole of a test. */
    abstract String url();

    /** The same for a plain connection. */
    abstract String jdbcUrl();

    @BeforeEach
    void openStore() {
        store = CaseStore.open(url(), AuditSink.NONE);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private String observe(Campaign campaign, Instant at) {
        return store.observe(List.of(campaign), at).getFirst().caseId();
    }

    private String openCase() {
        return observe(TestCampaign.of(TestCampaign.accounts(0, 10)), NOW);
    }

    @Test
    void overview_saysTheSameAsTheWholeCase() {
        String id = openCase();
        observe(TestCampaign.of(TestCampaign.accounts(0, 12)), NOW.plusSeconds(60));
        Case whole = store.find(id);

        CaseOverview overview = store.overview(id);

        assertThat(overview.summary()).isEqualTo(whole.summary());
        assertThat(overview.foundBenign()).isFalse();
        assertThat(overview.history())
                .extracting(AssessmentMark::sha256)
                .containsExactlyElementsOf(whole.assessments().stream()
                        .map(AssessmentSnapshot::sha256)
                        .toList());
        assertThat(overview.history()).extracting(AssessmentMark::accounts).containsExactly(10, 12);
        assertThat(overview.latest())
                .isEqualTo(new AssessmentMark(
                        2,
                        NOW.plusSeconds(60),
                        whole.latest().sha256(),
                        Verdict.DISTILLATION,
                        whole.latest().campaign().score(),
                        12,
                        1_200));
        assertThat(store.assessment(id, 1)).isEqualTo(whole.assessments().getFirst());
    }

    @Test
    void overview_afterFindings_tellsTheLatestAboutTheWhole() {
        String id = openCase();
        store.feedback(id, Feedback.Finding.FALSE_POSITIVE, "a course", "ann", NOW);
        store.feedback(id, Set.of("a1"), Feedback.Finding.CONFIRMED, "seen", "ann", NOW.plusSeconds(1));

        assertThat(store.overview(id).foundBenign()).isTrue();
    }

    @Test
    void overview_ofAStoreThatKeptOnlyTheWhole_saysTheSame() throws SQLException {
        String id = openCase();
        CaseOverview before = store.overview(id);
        try (Connection connection = DriverManager.getConnection(jdbcUrl());
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM assessment_mark")).isEqualTo(1);
        }

        assertThat(store.overview(id)).isEqualTo(before);
    }

    @Test
    void overview_unknownCase_namesTheNearest() {
        String id = openCase();

        assertThatThrownBy(() -> store.overview("C-2026-0002"))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(id);
        assertThatThrownBy(() -> store.assessment(id, 2))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("no assessment number 2");
    }

    @Test
    void inForce_tellsEachAccountsActionsAtATime() {
        String strange = "x'; DROP TABLE cases --\0\\";
        String id = observe(TestCampaign.of(List.of("a1", "a2", strange)), NOW);
        Action suspended = store.act(
                        Optional.of(id), Set.of("a1", strange), TestCampaign.suspend(WEEK, false), "policy", NOW)
                .orElseThrow();
        store.act(Optional.of(id), Set.of("a2"), TestCampaign.suspend(WEEK, true), "policy", NOW);
        Action elsewhere = store.act(
                        Optional.empty(),
                        Set.of("a1", "a9"),
                        TestCampaign.decision(new Countermeasure.Observe(), WEEK, false),
                        "ann",
                        NOW)
                .orElseThrow();
        InForce first = new InForce("a1", suspended.id(), new Countermeasure.Suspend(), NOW.plus(WEEK));
        InForce other = new InForce("a1", elsewhere.id(), new Countermeasure.Observe(), NOW.plus(WEEK));

        assertThat(store.inForce(List.of("a1", "a2"), NOW)).containsExactly(first, other);
        assertThat(store.inForceOnMembers(id, NOW)).extracting(InForce::account).containsExactly("a1", strange, "a1");
        assertThat(store.inForce(List.of("a1"), NOW.minusSeconds(1))).isEmpty();
        assertThat(store.inForce(List.of("a1"), NOW.plus(WEEK))).isEmpty();
        assertThat(store.inForce(List.of(), NOW)).isEmpty();
        store.undo(store.action(suspended.id()), "mistaken", "ann", NOW.plusSeconds(5));
        assertThat(store.inForceOnMembers(id, NOW.plusSeconds(6))).containsExactly(other);
    }

    @Test
    void inForce_moreAccountsThanAStatementNames_findsAll() {
        List<String> accounts = TestCampaign.accounts(0, 1_200);
        String id = observe(TestCampaign.of(accounts), NOW);
        store.act(Optional.of(id), Set.copyOf(accounts), TestCampaign.suspend(WEEK, false), "policy", NOW);

        assertThat(store.inForce(accounts, NOW)).hasSize(1_200);
        assertThat(store.inForceOnMembers(id, NOW)).hasSize(1_200);
    }

    @Test
    void inForce_releasedAccount_isUnderNothing() {
        String id = openCase();
        store.act(Optional.of(id), Set.of("a1", "a2"), TestCampaign.suspend(WEEK, false), "policy", NOW);
        store.feedback(id, Set.of("a1"), Feedback.Finding.FALSE_POSITIVE, "a course", "ann", NOW);

        assertThat(store.inForce(List.of("a1", "a2"), NOW))
                .extracting(InForce::account)
                .containsExactly("a2");
    }
}
