// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import dev.stillwatch.live.LiveSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What these tests share: one broker for all of them, some traffic, and waiting. */
final class Setting {
    /** Little time is wasted on a broker that is not there. */
    static final Map<String, String> IMPATIENT = Map.of(
            "delivery.timeout.ms",
            "1500",
            "request.timeout.ms",
            "1000",
            "max.block.ms",
            "1000",
            "retry.backoff.ms",
            "50");

    static final LiveSettings LIVE = retryingAfter(Duration.ofMillis(100));

    private static Broker broker;

    private Setting() {}

    static synchronized Broker broker() throws IOException, InterruptedException {
        if (broker == null) {
            Broker started = new Broker(Files.createTempDirectory("kafka"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close));
            broker = started;
        }
        return broker;
    }

    /** Topics of a test's own. */
    static KafkaSettings.Topics topics(String test) throws Exception {
        KafkaSettings.Topics topics = new KafkaSettings.Topics(
                test + ".exchanges", test + ".accounts", test + ".campaigns", test + ".assessments");
        broker().topics(2, topics.accounts(), topics.campaigns(), topics.assessments());
        broker().topics(1, topics.exchanges());
        return topics;
    }

    private static LiveSettings retryingAfter(Duration pause) {
        LiveSettings usual = LiveSettings.DEFAULTS;
        return new LiveSettings(
                usual.keep(),
                usual.recognise(),
                usual.mostRecognised(),
                usual.mostAhead(),
                usual.assessEvery(),
                usual.longestAssessment(),
                usual.checkpointEvery(),
                usual.retainJournal(),
                usual.laggingAfter(),
                pause);
    }

    /** The first exchanges of the example log. */
    static List<ExchangeDigest> digests(int most) {
        DigestExtractor extractor = new DigestExtractor();
        List<ExchangeDigest> digests = new ArrayList<>();
        var input = LogInputs.resolve(
                List.of(Path.of("../../examples/traffic.jsonl.gz").toString()), InputStream.nullInputStream());
        try (RecordBatches batches = input.getFirst().open(IngestSettings.DEFAULTS)) {
            for (Optional<RecordBatch> batch = batches.next();
                    batch.isPresent() && digests.size() < most;
                    batch = batches.next()) {
                batch.get().parse((_, outcome) -> {
                    if (outcome instanceof ParseOutcome.Parsed(Exchange exchange)) {
                        digests.add(extractor.extract(exchange));
                    }
                });
            }
        }
        return digests.subList(0, Math.min(most, digests.size()));
    }

    static Assessment assessed(List<ExchangeDigest> digests) {
        TrafficSummary traffic = new TrafficSummary();
        digests.forEach(traffic::observe);
        return new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary());
    }

    static void await(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
