// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.SingleRecords;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Events a second of one core on Flink beside the engine within one process, of the same exchanges in the same run.
 *
 * <p>Both sum them up and store the state; neither judges (on Flink the judge's threads are left out, but not the garbage
 * it makes). The engine within the process has its input in memory: lines that it reads, digests and journals, and then
 * follows the journal; or a journal that stands already. Flink reads from Kafka, whose broker is not counted. What is counted
 * is processor time of all threads, those that collect garbage and fetch too; Java's compilers, which end some time, are shown
 * both in and out. Each warms up first.
 */
final class ThroughputPart {
    private static final int PARTITIONS = 4;
    private static final Duration MOST = Duration.ofMinutes(10);

    private final Workshop workshop;
    private final RecordedStream stream;
    private final Size size;

    ThroughputPart(Workshop workshop, RecordedStream stream, Size size) {
        this.workshop = workshop;
        this.stream = stream;
        this.size = size;
    }

    /**
     * Microseconds of processor time for an exchange.
     *
     * @param compiling the part of it that Java's compilers took
     */
    private record Cost(double all, double compiling) {
        static Cost of(Map<String, Double> seconds, long exchanges) {
            double all = ThreadTimes.of(seconds, "") - ThreadTimes.of(seconds, "judge");
            return new Cost(1e6 * all / exchanges, 1e6 * ThreadTimes.of(seconds, "C1 ", "C2 ") / exchanges);
        }
    }

    void run() throws Exception {
        feed("warm-json", "warm-digest", size.warm());
        feed("json", "digest", size.measured());
        onFlink("warm-json", size.warm(), false);
        onFlink("warm-digest", size.warm(), false);
        Cost flinkJson = onFlink("json", size.measured(), true);
        Cost flinkDigest = onFlink("digest", size.measured(), true);
        embedded(size.warm());
        List<Cost> embedded = embedded(size.measured());
        workshop.print(
                "                         us of a core each   events/s of a core   without compiling: us, events/s");
        print("from JSON", flinkJson, embedded.getFirst());
        print("from digests", flinkDigest, embedded.getLast());
    }

    private void print(String what, Cost flink, Cost embedded) {
        row(what, "Flink", flink);
        row("", "embedded", embedded);
        workshop.print(
                "%-13s Flink does %.0f %% of the embedded engine's events/s of a core, %.0f %% without compiling",
                "",
                100 * embedded.all() / flink.all(),
                100 * (embedded.all() - embedded.compiling()) / (flink.all() - flink.compiling()));
    }

    private void row(String what, String engine, Cost cost) {
        double compiled = cost.all() - cost.compiling();
        workshop.print(
                "%-13s %-9s %17.1f %,20.0f %23.1f %,10.0f",
                what, engine, cost.all(), 1e6 / cost.all(), compiled, 1e6 / compiled);
    }

    private void feed(String json, String digest, long exchanges) throws Exception {
        workshop.progress.say("writing " + exchanges + " exchanges to the topics " + json + " and " + digest);
        workshop.broker.topics(PARTITIONS, json, digest);
        try (Feed texts = new Feed(workshop.broker.address, json);
                Feed digests = new Feed(workshop.broker.address, digest)) {
            stream.forEach(exchanges, line -> {
                texts.write(line.digest().account(), line.json());
                digests.write(line.digest().account(), DigestCodec.encode(line.digest()));
            });
            workshop.print(
                    "%,d records of %d bytes of JSON with their keys, of %d bytes as digests",
                    texts.flushed(), texts.bytes() / exchanges, digests.bytes() / digests.flushed());
        }
    }

    private Cost onFlink(String topic, long exchanges, boolean told) throws Exception {
        RunningJob.Plan plan =
                new RunningJob.Plan("job-" + topic, topic, PARTITIONS, Duration.ofDays(28), Duration.ofDays(1));
        try (ThreadTimes times = new ThreadTimes(workshop.taskManagers())) {
            RunningJob job = RunningJob.start(workshop.cluster, workshop.broker, plan, workshop.progress);
            job.awaitTaken(exchanges, MOST);
            job.end();
            String metrics = job.metrics();
            Map<String, Double> seconds = times.seconds();
            if (told) {
                workshop.print("%s on Flink, seconds by thread: %s", topic, ThreadTimes.largest(seconds));
                Shuffle.of(metrics)
                        .ifPresent(shuffle -> workshop.print(
                                "  shuffled to the accounts: %.0f bytes an exchange",
                                (double) shuffle.bytes() / shuffle.records()));
            }
            return Cost.of(seconds, exchanges);
        }
    }

    /** From JSON, and from digests. */
    private List<Cost> embedded(int exchanges) throws IOException, InterruptedException {
        workshop.progress.say("the embedded engine: " + exchanges + " exchanges");
        List<byte[]> lines = new ArrayList<>(exchanges);
        stream.forEachLine(exchanges, lines::add);
        System.gc();
        SingleRecords records = new SingleRecords(IngestSettings.DEFAULTS.withoutAnswers());
        DigestExtractor extractor = new DigestExtractor();
        try (Embedded embedded = new Embedded(workshop.folder.resolve("embedded-" + exchanges))) {
            Cost json;
            try (ThreadTimes times =
                    new ThreadTimes(List.of(ProcessHandle.current().pid()))) {
                for (byte[] line : lines) {
                    records.parse(line, outcome -> {
                        if (outcome instanceof ParseOutcome.Parsed(Exchange exchange)) {
                            embedded.append(extractor.extract(exchange));
                        }
                    });
                }
                embedded.sumUp(exchanges, "from-json");
                json = told(times, "json", exchanges);
            }
            lines.clear();
            System.gc();
            try (ThreadTimes times =
                    new ThreadTimes(List.of(ProcessHandle.current().pid()))) {
                embedded.sumUp(exchanges, "from-digests");
                return List.of(json, told(times, "digest", exchanges));
            }
        }
    }

    private Cost told(ThreadTimes times, String what, long exchanges) {
        Map<String, Double> seconds = times.seconds();
        workshop.print("%s, embedded, seconds by thread: %s", what, ThreadTimes.largest(seconds));
        return Cost.of(seconds, exchanges);
    }
}
