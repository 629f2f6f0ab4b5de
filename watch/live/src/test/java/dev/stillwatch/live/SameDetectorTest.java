// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Usage;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import dev.stillwatch.scan.LogScanner;
import dev.stillwatch.scan.ScanProgress;
import dev.stillwatch.scan.ScanSettings;
import dev.stillwatch.scan.ScannedTraffic;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One recorded log, scanned at once, and journaled out of order with copies and followed over restarts. */
class SameDetectorTest {
    private static final Path LOG = Path.of("../../examples/traffic.jsonl.gz");
    private static final int STARTS = 5;

    @TempDir
    private Path folder;

    private static List<LogInput> inputs() {
        return LogInputs.resolve(List.of(LOG.toString()), InputStream.nullInputStream());
    }

    private static ScannedTraffic scanned() {
        ScanSettings settings = new ScanSettings(IngestSettings.DEFAULTS, 2, true, Optional.empty(), Optional.empty());
        return new LogScanner(settings).scan(inputs(), ScanProgress.NONE);
    }

    /** Digests as a gateway makes them: of the request, then completed with the answer. */
    private static List<ExchangeDigest> digests() {
        DigestExtractor extractor = new DigestExtractor();
        List<ExchangeDigest> digests = new ArrayList<>();
        try (RecordBatches batches = inputs().getFirst().open(IngestSettings.DEFAULTS)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                batch.get().parse((location, outcome) -> {
                    if (outcome instanceof ParseOutcome.Parsed(Exchange e)) {
                        digests.add(extractor
                                .extract(asked(e))
                                .withAnswer(e.usage().output().orElse(0)));
                    }
                });
            }
        }
        return digests;
    }

    private static Exchange asked(Exchange e) {
        return new Exchange(
                e.id(),
                e.time(),
                e.account(),
                e.organisation(),
                e.api(),
                e.model(),
                e.request(),
                Optional.empty(),
                Usage.UNKNOWN,
                e.client(),
                e.billing(),
                e.status(),
                e.latency());
    }

    /** Five accounts of the worst campaign, found benign half-way through the log. */
    private static ConfirmedBenign findings(Assessment assessment) {
        Campaign worst = assessment.campaigns().getFirst();
        Instant middle = worst.firstSeen()
                .plus(Duration.between(worst.firstSeen(), worst.lastSeen()).dividedBy(2));
        return new ConfirmedBenign(
                worst.accounts().stream().limit(5).collect(Collectors.toMap(a -> a, a -> middle)),
                ConfirmedBenign.USUALLY_LASTING);
    }

    @Test
    void assess_oneLogScannedAndFollowed_isTheSame() {
        ScannedTraffic scanned = scanned();
        Assessment expected = new Detector(DetectorSettings.DEFAULTS)
                .assess(scanned.summary(), new TrafficSummary(), List.of(), Parallel.SEQUENTIAL);
        ConfirmedBenign findings = findings(expected);
        AtomicReference<ConfirmedBenign> confirmed = new AtomicReference<>(ConfirmedBenign.NONE);
        List<ExchangeDigest> digests = digests();
        Random random = new Random(17);
        List<ExchangeDigest> stream = new ArrayList<>(digests);
        for (int copies = digests.size() / 10; copies > 0; copies--) {
            stream.add(digests.get(random.nextInt(digests.size())));
        }
        // Out of order however far: event time advances at once to the latest, and nothing may hang on it.
        Collections.shuffle(stream, random);

        HeardListener heard = new HeardListener();
        FakeClock clock = new FakeClock(Instant.parse("2027-01-01T00:00:00Z"));
        for (int start = 0; start < STARTS; start++) {
            List<ExchangeDigest> part =
                    stream.subList(start * stream.size() / STARTS, (start + 1) * stream.size() / STARTS);
            try (DigestJournal journal = DigestJournal.open(
                            folder.resolve("journal"), new JournalSettings(256 << 10, Optional.empty()));
                    LiveDetector detector = LiveDetector.start(
                            journal,
                            folder.resolve("state"),
                            LiveSettings.DEFAULTS.every(Duration.ofDays(9_999), Duration.ofMinutes(1)),
                            new Detector(DetectorSettings.DEFAULTS),
                            Parallel.SEQUENTIAL,
                            confirmed::get,
                            clock,
                            heard)) {
                part.subList(0, part.size() / 2).forEach(journal::append);
                // A checkpoint somewhere in the middle, and a stop wherever reading has come to.
                clock.advance(Duration.ofMinutes(2));
                heard.await("checkpoint", () -> detector.status().checkpoint().isPresent());
                part.subList(part.size() / 2, part.size()).forEach(journal::append);
                if (start == STARTS - 1) {
                    detector.requestAssessment();
                    LiveAssessment live = heard.awaitAssessmentOf(digests.size());
                    assertThat(live.assessment()).isEqualTo(expected);
                    assertThat(detector.status().tally())
                            .isEqualTo(new LiveTally(digests.size(), stream.size() - digests.size(), 0, 0));

                    Assessment told = new Detector(DetectorSettings.DEFAULTS)
                            .assess(scanned.summary(), new TrafficSummary(), List.of(), Parallel.SEQUENTIAL, findings);
                    assertThat(told).isNotEqualTo(expected);
                    confirmed.set(findings);
                    detector.requestAssessment();
                    // One that began before the findings came may still be told first.
                    heard.await(
                            "the assessment that knows the findings",
                            () -> heard.assessments().stream()
                                    .anyMatch(later -> later.assessment().equals(told)));
                }
            }
        }
        assertThat(heard.notices()).isEmpty();
        assertThat(expected.campaigns()).anyMatch(c -> c.verdict() == Verdict.DISTILLATION);
        assertThat(expected.exchanges()).isEqualTo(digests.size()).isGreaterThan(20_000);
    }
}
