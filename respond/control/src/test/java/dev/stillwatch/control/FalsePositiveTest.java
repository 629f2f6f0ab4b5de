// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import dev.stillwatch.live.JournalPosition;
import dev.stillwatch.live.LiveAssessment;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a person's finding: from the case store through detection and policy to the next actions. */
class FalsePositiveTest {
    private static final AlarmGrants EVERYTHING = (assessment, now, known) ->
            assessment.campaigns().stream().map(Campaign::id).collect(Collectors.toSet());
    private static final PackSet SUSPENDING =
            PackSet.of(List.of(PolicyPack.parse("test", """
            id: test.campaigns
            version: 1.0.0
            title: What follows from a campaign
            issuer: A test
            status: voluntary
            known-at: 2026-01-01T00:00:00Z
            mode: enforce
            rules:
              - id: stop
                when: has_campaign && campaign.verdict == "distillation"
                then: suspend
                approval: none
                lasting: 7d
                reason: The account is suspended.
            """.getBytes(StandardCharsets.UTF_8))));

    private static final TrafficSummary TRAFFIC = new TrafficSummary();
    private static Instant end = Instant.EPOCH;

    @TempDir
    private Path folder;

    private final HeardNotices notices = new HeardNotices();
    private Instant now = Instant.EPOCH;

    @BeforeAll
    static void read() {
        DigestExtractor extractor = new DigestExtractor();
        LogInput input = LogInputs.resolve(List.of("../../examples/traffic.jsonl.gz"), InputStream.nullInputStream())
                .getFirst();
        try (RecordBatches batches = input.open(IngestSettings.DEFAULTS)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                batch.get().parse((location, outcome) -> {
                    if (outcome instanceof ParseOutcome.Parsed(Exchange e)) {
                        TRAFFIC.observe(extractor.extract(e));
                    }
                });
            }
        }
        end = TRAFFIC.span().orElseThrow().until();
    }

    @BeforeEach
    void begin() {
        now = end.plus(Duration.ofHours(1));
    }

    private final class Loop implements AutoCloseable {
        private final CaseStore store =
                CaseStore.open(folder.resolve("cases.db").toString(), AuditSink.NONE);
        private final BenignFindings findings;
        private final CampaignDesk desk;

        Loop(Duration lasting) {
            InstantSource clock = () -> now;
            findings = new BenignFindings(store, lasting, clock, notices);
            desk = new CampaignDesk(
                    store, EVERYTHING, () -> SUSPENDING, findings::knownUntil, clock, notices, health -> {}, () -> {});
        }

        /** One assessment, an hour after the one before. */
        Assessment assess() {
            Assessment assessment = judge();
            act(assessment);
            return assessment;
        }

        Assessment judge() {
            now = now.plus(Duration.ofHours(1));
            return new Detector(DetectorSettings.DEFAULTS)
                    .assess(TRAFFIC, new TrafficSummary(), List.of(), Parallel.SEQUENTIAL, findings.get());
        }

        void act(Assessment assessment) {
            now = now.plus(Duration.ofMinutes(1));
            desk.assessed(new LiveAssessment(
                    assessment,
                    end,
                    JournalPosition.START,
                    Duration.ZERO,
                    assessment.exchanges(),
                    Duration.ofMinutes(1)));
        }

        Set<String> suspended() {
            return store.activeActions(now).stream()
                    .map(Action::accounts)
                    .flatMap(Set::stream)
                    .collect(Collectors.toSet());
        }

        Set<String> foundBenign(int count) {
            Action action = store.activeActions(now).getFirst();
            Set<String> some =
                    new TreeSet<>(action.accounts()).stream().limit(count).collect(Collectors.toSet());
            store.feedback(
                    action.caseId().orElseThrow(), some, Feedback.Finding.FALSE_POSITIVE, "verified", "ana", now);
            return some;
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static Set<String> having(Assessment assessment, Verdict verdict) {
        return assessment.accounts().stream()
                .filter(a -> a.verdict() == verdict)
                .map(AccountAssessment::account)
                .collect(Collectors.toSet());
    }

    @Test
    void assessed_accountsFoundBenign_areInNoCampaignAndNoActionWhileOthersStay() {
        try (Loop loop = new Loop(ConfirmedBenign.USUALLY_LASTING)) {
            Set<String> accused = having(loop.assess(), Verdict.DISTILLATION);
            assertThat(loop.suspended()).isEqualTo(accused).hasSizeGreaterThan(50);

            Set<String> benign = loop.foundBenign(5);
            Assessment next = loop.assess();

            Set<String> others = new HashSet<>(accused);
            others.removeAll(benign);
            assertThat(having(next, Verdict.DISTILLATION)).isEqualTo(others);
            assertThat(next.campaigns())
                    .allSatisfy(c -> assertThat(c.accounts()).doesNotContainAnyElementsOf(benign));
            assertThat(next.accounts())
                    .filteredOn(a -> benign.contains(a.account()))
                    .allMatch(a -> a.verdict() == Verdict.INSUFFICIENT);
            assertThat(loop.suspended()).isEqualTo(others);
            assertThat(notices.alarms).isEmpty();
        }
    }

    @Test
    void assessed_findingMadeWhileJudging_isNotActedAgainst() {
        try (Loop loop = new Loop(ConfirmedBenign.USUALLY_LASTING)) {
            loop.assess();
            Assessment judged = loop.judge();
            Set<String> benign = loop.foundBenign(3);
            loop.act(judged);
            assertThat(having(judged, Verdict.DISTILLATION)).containsAll(benign);
            assertThat(loop.suspended()).isNotEmpty().doesNotContainAnyElementsOf(benign);
        }
    }

    @Test
    void assessed_findingTakenBack_isActedAgainstAgain() {
        try (Loop loop = new Loop(ConfirmedBenign.USUALLY_LASTING)) {
            Set<String> accused = having(loop.assess(), Verdict.DISTILLATION);
            String caseId = loop.store.activeActions(now).getFirst().caseId().orElseThrow();
            Set<String> benign = loop.foundBenign(5);
            loop.store.feedback(caseId, benign, Feedback.Finding.CONFIRMED, "stolen cards", "ana", now);
            assertThat(having(loop.assess(), Verdict.DISTILLATION)).isEqualTo(accused);
            assertThat(loop.suspended()).isEqualTo(accused);
        }
    }

    @Test
    void assessed_findingTooOld_isActedAgainstAgain() {
        try (Loop loop = new Loop(Duration.ofDays(30))) {
            Set<String> accused = having(loop.assess(), Verdict.DISTILLATION);
            Action action = loop.store.activeActions(now).getFirst();
            Set<String> benign = Set.of(action.accounts().iterator().next());
            loop.store.feedback(
                    action.caseId().orElseThrow(),
                    benign,
                    Feedback.Finding.FALSE_POSITIVE,
                    "verified",
                    "ana",
                    end.minus(Duration.ofDays(31)));
            assertThat(loop.suspended()).doesNotContainAnyElementsOf(benign);
            assertThat(having(loop.assess(), Verdict.DISTILLATION)).isEqualTo(accused);
            assertThat(loop.suspended()).isEqualTo(accused);
        }
    }

    @Test
    void get_ledgerThatCannotBeRead_goesOnWithWhatWasKnown() {
        Loop loop = new Loop(ConfirmedBenign.USUALLY_LASTING);
        loop.assess();
        Set<String> benign = loop.foundBenign(2);
        assertThat(loop.findings.get().found()).containsOnlyKeys(benign);
        Instant known = loop.findings.knownUntil();
        loop.close();
        now = now.plus(Duration.ofHours(1));
        assertThat(loop.findings.get().found()).containsOnlyKeys(benign);
        assertThat(loop.findings.knownUntil()).isEqualTo(known);
        assertThat(notices.alarms).singleElement().asString().contains("could not be read");
    }
}
