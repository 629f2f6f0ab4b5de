// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.scan.LogScanner;
import dev.stillwatch.scan.ScanProgress;
import dev.stillwatch.scan.ScanSettings;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Whether a scan, the engine within the gateway, and the job on Flink say the same of one recorded stream.
 *
 * <p>Flink gets every other exchange as JSON and the others as digests, out of order within some minutes, one in a
 * hundred twice; a TaskManager is killed with signal 9 in the middle.
 */
final class IdenticalPart {
    private static final int PARTITIONS = 4;
    private static final Duration MOST = Duration.ofMinutes(20);

    private final Workshop workshop;
    private final RecordedStream stream;
    private final Size size;

    IdenticalPart(Workshop workshop, RecordedStream stream, Size size) {
        this.workshop = workshop;
        this.stream = stream;
        this.size = size;
    }

    /** Prints what was compared, and where it differs; returns whether it is the same. */
    boolean run() throws Exception {
        Verdicts flink = onFlink();
        Verdicts scanned = scanned();
        Verdicts followed = followed();
        long accused = scanned.accounts().values().stream()
                .filter(each -> each.contains("\"distillation\""))
                .count();
        workshop.print(
                "%,d accounts (%,d of them accused of distillation) and %,d groups compared, character by character",
                scanned.accounts().size(), accused, scanned.campaigns().size());
        boolean gateway = same("scan and gateway", scanned, followed);
        return same("scan and Flink", scanned, flink) && gateway;
    }

    private boolean same(String who, Verdicts one, Verdicts other) {
        List<String> differences = one.differences(other);
        workshop.print("%s: %,d and %,d exchanges", who, one.exchanges(), other.exchanges());
        workshop.print(
                "%s: %s", who, differences.isEmpty() ? "identical" : "DIFFERENT in " + differences.size() + " places");
        differences.stream().limit(5).forEach(each -> workshop.print("%s", each));
        return differences.isEmpty();
    }

    private Verdicts scanned() {
        workshop.progress.say("scanning");
        TrafficSummary traffic = new LogScanner(
                        new ScanSettings(IngestSettings.DEFAULTS, 2, false, Optional.empty(), Optional.empty()))
                .scan(
                        LogInputs.resolve(List.of(stream.file().toString()), InputStream.nullInputStream()),
                        ScanProgress.NONE)
                .summary();
        workshop.print("%,d exchanges of %,d accounts", traffic.exchanges(), traffic.accounts());
        return Verdicts.of(new Detector(DetectorSettings.DEFAULTS).assess(traffic, new TrafficSummary()));
    }

    private Verdicts followed() throws Exception {
        workshop.progress.say("following as the gateway does");
        try (Embedded embedded = new Embedded(workshop.folder.resolve("embedded"))) {
            stream.forEach(Long.MAX_VALUE, line -> embedded.append(line.digest()));
            return Verdicts.of(embedded.assessed());
        }
    }

    private Verdicts onFlink() throws Exception {
        RunningJob.Plan plan = new RunningJob.Plan(
                "identical", "identical.exchanges", PARTITIONS, Duration.ofDays(3), Duration.ofDays(1));
        workshop.broker.topics(PARTITIONS, plan.input());
        RunningJob job = RunningJob.start(workshop.cluster, workshop.broker, plan, workshop.progress);
        try (Feed feed = new Feed(workshop.broker.address, plan.input())) {
            Shuffled shuffled = new Shuffled(feed, size.block());
            stream.forEach(Long.MAX_VALUE, line -> {
                shuffled.take(line);
                if (shuffled.taken == size.killAt()) {
                    killOne(job, feed.flushed() / 2);
                }
            });
            shuffled.writeBlock();
            long written = feed.flushed();
            job.awaitTaken(written, MOST);
            RecordedStream.Line last = Objects.requireNonNull(shuffled.last, "the recorded stream is empty");
            // A source that had nothing for a minute does not say that event time has ended. Copies change nothing.
            feed.writeToEach(PARTITIONS, last.digest().account(), last.json());
            job.awaitTaken(feed.flushed(), MOST);
            workshop.print("%,d records written to Kafka, a TaskManager killed with signal 9 on the way", written);
        }
        job.end();
        return Verdicts.of(workshop.broker, plan);
    }

    private void killOne(RunningJob job, long taken) {
        try {
            job.awaitTaken(taken, MOST);
            workshop.progress.say("killing a TaskManager");
            workshop.cluster.taskManagers.getFirst().kill();
            workshop.cluster.startTaskManager();
        } catch (Exception e) {
            throw new IllegalStateException("no TaskManager could be killed and started", e);
        }
    }

    /** Writes blocks of exchanges out of order, with copies. */
    private static final class Shuffled {
        private final Feed feed;
        private final int size;
        private final Random random = new Random(29);
        private final List<RecordedStream.Line> block = new ArrayList<>();
        private long taken;
        private RecordedStream.@Nullable Line last;

        Shuffled(Feed feed, int size) {
            this.feed = feed;
            this.size = size;
        }

        void take(RecordedStream.Line line) {
            taken++;
            last = line;
            block.add(line);
            if (random.nextInt(100) == 0) {
                block.add(block.get(random.nextInt(block.size())));
            }
            if (block.size() >= size) {
                writeBlock();
            }
        }

        void writeBlock() {
            Collections.shuffle(block, random);
            for (RecordedStream.Line each : block) {
                boolean json = random.nextBoolean();
                feed.write(each.digest().account(), json ? each.json() : DigestCodec.encode(each.digest()));
            }
            block.clear();
        }
    }
}
