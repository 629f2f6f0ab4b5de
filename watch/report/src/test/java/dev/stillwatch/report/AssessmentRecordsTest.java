// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.BaselineDrift;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.MissingSignal;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.detect.Window;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import dev.stillwatch.report.AssessmentRecords.Kind;
import dev.stillwatch.report.AssessmentRecords.Line;
import dev.stillwatch.report.GatheredAssessments.Outcome;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes out as records comes back as it was, and nothing else ever does. */
class AssessmentRecordsTest {
    private static final Instant NOON = Instant.parse("2026-11-07T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(300);

    private final GatheredAssessments gathered = new GatheredAssessments();

    private static List<Line> lines(Assessment assessment, Instant until) {
        List<Line> lines = new ArrayList<>();
        AssessmentRecords.write(assessment, until, lines::add);
        return lines;
    }

    private List<Outcome> taken(List<Line> lines, Instant until) {
        List<Outcome> outcomes = new ArrayList<>();
        lines.forEach(line -> outcomes.addAll(gathered.take(line.kind(), until, line.json())));
        return outcomes;
    }

    private static Assessment examples() {
        DigestExtractor extractor = new DigestExtractor();
        TrafficSummary traffic = new TrafficSummary();
        var input = LogInputs.resolve(List.of("../../examples/traffic.jsonl.gz"), InputStream.nullInputStream());
        try (RecordBatches batches = input.getFirst().open(IngestSettings.DEFAULTS)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                batch.get().parse((_, outcome) -> {
                    if (outcome instanceof ParseOutcome.Parsed(Exchange exchange)) {
                        traffic.observe(extractor.extract(exchange));
                    }
                });
            }
        }
        return new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary());
    }

    private static Assessment of(List<AccountAssessment> accounts, List<Campaign> campaigns) {
        return new Assessment(accounts, campaigns, Fixtures.calibration(7), 42, Fixtures.NO_TLS);
    }

    private static AccountAssessment account(String name, double score, double pValue) {
        return new AccountAssessment(
                name,
                Optional.of("org " + name),
                3,
                new LogOdds(score),
                new Probability(pValue),
                Verdict.DISTILLATION,
                Optional.of("c-1"),
                List.of(
                        new Signal(Channel.TIMING, new LogOdds(-score / 3), "quiet \"at\" night\n"),
                        new Signal(Channel.TIMING, new LogOdds(Double.MIN_VALUE), "é 😀")),
                List.of(new MissingSignal(Channel.CONTENT, "none")),
                Optional.of(new Window(NOON.minusNanos(1), NOON)));
    }

    private static Campaign campaign(String id, List<String> accounts) {
        return new Campaign(
                id,
                Verdict.RESELLER,
                new LogOdds(1 / 3.0),
                new Probability(1 / 3.0),
                accounts,
                Long.MAX_VALUE,
                0,
                NOON,
                NOON.plusNanos(1),
                List.of(new Signal(Channel.CONTENT, new LogOdds(-0.0), "")),
                List.of(new Campaign.Template("solve … by", 3, 1)),
                List.of(),
                List.of(new Campaign.Link("asn", "AS1", List.of(0))),
                List.of(new Campaign.HourCount(NOON, 3)),
                Optional.empty(),
                List.of(new Campaign.Lane(0, List.of(new Campaign.HourCount(NOON, 3)))));
    }

    @Test
    void take_realTrafficInAnyOrderAndTwice_comesBackEqualOnce() {
        Assessment assessment = examples();
        List<Line> lines = lines(assessment, NOON);
        List<Line> shuffled = new ArrayList<>(lines);
        shuffled.addAll(lines.subList(0, lines.size() / 2));
        Collections.shuffle(shuffled, new Random(7));

        assertThat(assessment.campaigns()).isNotEmpty();
        assertThat(taken(shuffled, NOON)).containsExactly(new Outcome.Whole(NOON, assessment));
    }

    @Test
    void take_numbersThatReportsRound_loseNothing() {
        Assessment assessment = of(
                List.of(
                        account("a", Math.PI, 1 / 3.0),
                        account("b", -0.0, Double.MIN_VALUE),
                        account("c", Double.MAX_VALUE, 1)),
                List.of(campaign("c-1", List.of("a"))));

        assertThat(taken(lines(assessment, NOON), NOON)).containsExactly(new Outcome.Whole(NOON, assessment));
    }

    @Test
    void take_calibrationWithDrift_losesNothingNotEvenWhatIsInfinite() {
        Calibration calibration = new Calibration(
                "words",
                3,
                new Probability(1 / 3.0),
                new LogOdds(-1 / 3.0),
                new Probability(0),
                List.of(new Calibration.Stratum(1, 3, new LogOdds(Math.E))),
                2,
                new BaselineDrift(
                        9,
                        List.of(
                                new BaselineDrift.Change("volume", Double.POSITIVE_INFINITY, new Probability(0), true),
                                new BaselineDrift.Change("timing", Double.NaN, new Probability(1), false)),
                        "why"));
        Assessment assessment = new Assessment(List.of(), List.of(), calibration, 0, List.of());

        assertThat(taken(lines(assessment, NOON), NOON)).containsExactly(new Outcome.Whole(NOON, assessment));
    }

    @Test
    void take_namesThatUtf8CannotTellApart_stayApart() {
        Assessment assessment = of(
                List.of(account("\ud800", 1, 1), account("\ud801", 2, 1), account("\ufffd", 3, 1)),
                List.of(campaign("c-1", List.of("a", "\ud800", "\ud801"))));

        assertThat(taken(lines(assessment, NOON), NOON)).containsExactly(new Outcome.Whole(NOON, assessment));
    }

    @Test
    void take_nothingFound_isWholeByItself() {
        Assessment assessment = of(List.of(), List.of());

        assertThat(taken(lines(assessment, NOON), NOON)).containsExactly(new Outcome.Whole(NOON, assessment));
    }

    @Test
    void take_campaignsOfOneId_keepTheirRanks() {
        Assessment assessment = of(List.of(), List.of(campaign("c-1", List.of("b")), campaign("c-1", List.of("a"))));

        assertThat(taken(lines(assessment, NOON).reversed(), NOON))
                .containsExactly(new Outcome.Whole(NOON, assessment));
    }

    @Test
    void take_oneRecordMissing_isNotHandedOutUntilItComes() {
        Assessment assessment = of(List.of(account("a", 1, 1), account("b", 2, 1)), List.of());
        List<Line> lines = lines(assessment, NOON);

        assertThat(taken(lines.subList(1, lines.size()), NOON)).isEmpty();
        assertThat(gathered.open()).containsExactly(NOON);
        assertThat(taken(lines.subList(0, 1), NOON)).containsExactly(new Outcome.Whole(NOON, assessment));
        assertThat(gathered.open()).isEmpty();
    }

    @Test
    void take_twoTimesInterleaved_comeOutApart() {
        Assessment first = of(List.of(account("a", 1, 1)), List.of());
        Assessment second = of(List.of(account("a", 2, 1)), List.of());
        List<Line> early = lines(first, NOON);
        List<Line> late = lines(second, LATER);

        assertThat(taken(early.subList(0, 1), NOON)).isEmpty();
        assertThat(taken(late.subList(0, 1), LATER)).isEmpty();
        assertThat(taken(early.subList(1, 2), NOON)).containsExactly(new Outcome.Whole(NOON, first));
        assertThat(taken(late.subList(1, 2), LATER)).containsExactly(new Outcome.Whole(LATER, second));
    }

    @Test
    void take_olderThanOneHandedOut_isLeftOutAndSaid() {
        Assessment assessment = of(List.of(account("a", 1, 1)), List.of());
        List<Line> early = lines(assessment, NOON);

        assertThat(taken(early.subList(0, 1), NOON)).isEmpty();
        assertThat(taken(lines(assessment, LATER), LATER))
                .containsExactly(
                        new Outcome.LeftOut(NOON, "a later one was whole before all of it came"),
                        new Outcome.Whole(LATER, assessment));
        assertThat(taken(early, NOON)).isEmpty();
    }

    @Test
    void take_damagedRecord_leavesThatTimeOutOnceAndNoOther() {
        Assessment assessment = of(List.of(account("a-secret-name", 1, 1), account("b", 2, 1)), List.of());
        List<Line> damaged = new ArrayList<>(lines(assessment, NOON));
        Line first = damaged.getFirst();
        damaged.set(0, new Line(first.kind(), first.key(), first.json().replace("\"exact\"", "\"secret\"")));

        assertThat(taken(damaged, NOON))
                .containsExactly(new Outcome.LeftOut(NOON, "one of its records is damaged, of kind ACCOUNT"));
        assertThat(taken(lines(assessment, NOON), NOON)).isEmpty();
        assertThat(taken(lines(assessment, LATER), LATER)).containsExactly(new Outcome.Whole(LATER, assessment));
    }

    @Test
    void take_recordThatWasChanged_isNotTakenForWhatWasJudged() {
        List<Line> changed = new ArrayList<>(lines(of(List.of(account("a", 1, 1)), List.of()), NOON));
        Line first = changed.getFirst();
        changed.set(0, new Line(first.kind(), first.key(), first.json().replace("\"exchanges\":3", "\"exchanges\":4")));

        assertThat(taken(changed, NOON))
                .containsExactly(new Outcome.LeftOut(NOON, "its records are not those that it was written with"));
    }

    @Test
    void take_frameOfAnotherTime_isDamaged() {
        assertThat(taken(lines(of(List.of(), List.of()), LATER), NOON))
                .containsExactly(new Outcome.LeftOut(NOON, "one of its records is damaged, of kind ASSESSMENT"));
    }

    @Test
    void take_manyTimesThatNeverBecomeWhole_holdsFewAndHandsOutTheNext() {
        Assessment assessment = of(List.of(account("a", 1, 1), account("b", 1, 1)), List.of());
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Instant time = NOON.plusSeconds(i);
            outcomes.addAll(taken(lines(assessment, time).subList(1, 3), time));
        }

        assertThat(outcomes).hasSize(96).allMatch(Outcome.LeftOut.class::isInstance);
        assertThat(gathered.open()).hasSize(4);
        Instant last = NOON.plusSeconds(99);
        assertThat(taken(lines(assessment, last), last)).contains(new Outcome.Whole(last, assessment));
    }

    @Test
    void write_always_givesLinesThatReportsRead() {
        AccountAssessment account = account("a", 1.5, 0.25);
        Campaign campaign = campaign("c-1", List.of("a"));
        List<Line> lines = lines(of(List.of(account), List.of(campaign)), NOON);

        assertThat(lines)
                .extracting(Line::kind, Line::key)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Kind.ACCOUNT, "a"),
                        org.assertj.core.groups.Tuple.tuple(Kind.CAMPAIGN, "c-1"),
                        org.assertj.core.groups.Tuple.tuple(Kind.ASSESSMENT, "2026-11-07T12:00:00Z"));
        String text = AccountJson.text(account);
        assertThat(lines.getFirst().json()).startsWith(text.substring(0, text.length() - 1));
        assertThat(CampaignJson.parse(lines.get(1).json()).accounts()).isEqualTo(campaign.accounts());
    }
}
