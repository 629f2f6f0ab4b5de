// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import com.sun.management.OperatingSystemMXBean;
import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.SingleRecords;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Events a second of one core on Flink beside the engine within one process, of the same exchanges in the same run.
 *
 * <p>Both sum them up and store the state; neither judges (on Flink the judge's threads are left out). The engine within
 * the process has its input in memory: lines that it reads, digests and journals, and then follows the journal; or a
 * journal that stands already. Flink reads from Kafka, whose broker is not counted. What is counted is processor time of
 * the whole process: garbage collection, compilation and the threads that fetch too. Each warms up first.
 */
final class ThroughputPart {
    private static final int PARTITIONS = 4;
    private static final Duration MOST = Duration.ofMinutes(10);

    private final Workshop workshop;
    private final RecordedStream stream;
    private final Size size;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    ThroughputPart(Workshop workshop, RecordedStream stream, Size size) {
        this.workshop = workshop;
        this.stream = stream;
        this.size = size;
    }

    /** Microseconds of processor time for an exchange. */
    private record Cost(double json, double digest) {}

    void run() throws Exception {
        feed("json", size.measured(), true);
        feed("digest", size.measured(), false);
        feed("warm-json", size.warm(), true);
        feed("warm-digest", size.warm(), false);
        onFlink("warm-json", size.warm(), false);
        onFlink("warm-digest", size.warm(), false);
        Cost flink = new Cost(onFlink("json", size.measured(), true), onFlink("digest", size.measured(), true));
        embedded(size.warm());
        Cost embedded = embedded(size.measured());
        workshop.print("                    us of a core each    events/s of a core    Flink / embedded");
        print("from JSON", flink.json(), embedded.json());
        print("from digests", flink.digest(), embedded.digest());
    }

    private void print(String what, double flink, double embedded) {
        workshop.print("%-13s Flink    %10.1f %,20.0f %18.0f %%", what, flink, 1e6 / flink, 100 * embedded / flink);
        workshop.print("%-13s embedded %10.1f %,20.0f", "", embedded, 1e6 / embedded);
    }

    private void feed(String name, long exchanges, boolean json) throws Exception {
        workshop.progress.say("writing " + exchanges + " exchanges to the topic " + name);
        workshop.broker.topics(PARTITIONS, name);
        try (Feed feed = new Feed(workshop.broker.address, name)) {
            stream.forEach(
                    exchanges,
                    line -> feed.write(
                            line.digest().account(), json ? line.json() : DigestCodec.encode(line.digest())));
            workshop.print(
                    "topic %s: %,d records of %d bytes with their keys",
                    name, feed.flushed(), feed.bytes() / exchanges);
        }
    }

    /** Microseconds of processor time for an exchange, the judge's left out. */
    private double onFlink(String topic, long exchanges, boolean told) throws Exception {
        RunningJob.Plan plan =
                new RunningJob.Plan("job-" + topic, topic, PARTITIONS, Duration.ofDays(28), Duration.ofDays(1));
        try (ThreadTimes times = new ThreadTimes(workshop.taskManagers())) {
            RunningJob job = RunningJob.start(workshop.cluster, workshop.broker, plan, workshop.progress);
            job.awaitTaken(exchanges, MOST);
            String metrics = job.metrics();
            job.end();
            Map<String, Double> seconds = times.seconds();
            double all =
                    seconds.values().stream().mapToDouble(Double::doubleValue).sum();
            double judge = seconds.entrySet().stream()
                    .filter(each -> each.getKey().startsWith("judge"))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            if (told) {
                workshop.print("%s: %.1f s of processors, of them judging %.1f s", topic, all, judge);
                workshop.print("  by thread: %s", ThreadTimes.largest(seconds));
                Shuffle.of(metrics)
                        .ifPresent(shuffle -> workshop.print(
                                "  shuffled to the accounts: %.0f bytes an exchange",
                                (double) shuffle.bytes() / shuffle.records()));
            }
            return 1e6 * (all - judge) / exchanges;
        }
    }

    private Cost embedded(int exchanges) throws IOException, InterruptedException {
        workshop.progress.say("the embedded engine: " + exchanges + " exchanges");
        List<byte[]> lines = new ArrayList<>(exchanges);
        stream.forEachLine(exchanges, lines::add);
        System.gc();
        SingleRecords records = new SingleRecords(IngestSettings.DEFAULTS.withoutAnswers());
        DigestExtractor extractor = new DigestExtractor();
        try (Embedded embedded = new Embedded(workshop.folder.resolve("embedded-" + exchanges))) {
            long began = system.getProcessCpuTime();
            for (byte[] line : lines) {
                records.parse(line, outcome -> {
                    if (outcome instanceof ParseOutcome.Parsed(Exchange exchange)) {
                        embedded.append(extractor.extract(exchange));
                    }
                });
            }
            embedded.sumUp(lines.size(), "from-json");
            long json = system.getProcessCpuTime() - began;
            lines.clear();
            System.gc();
            began = system.getProcessCpuTime();
            embedded.sumUp(exchanges, "from-digests");
            long digest = system.getProcessCpuTime() - began;
            return new Cost(json / 1e3 / exchanges, digest / 1e3 / exchanges);
        }
    }
}
