// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import dev.stillwatch.detect.DailyTraffic;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.detect.TrafficCodec;
import dev.stillwatch.detect.TrafficDecoder;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.range.Scenario;
import dev.stillwatch.range.ScenarioFactory;
import dev.stillwatch.range.TrafficGenerator;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What judging takes for each account, and what storing and reading back its traffic takes, on traffic of the range.
 *
 * <p>Processor time of one thread. Memory: the heap that is left after a collection for the traffic to be judged, and the
 * most that was in use while it was judged, what could have been collected included.
 */
final class JudgePart {
    private final Size size;
    private final Progress progress;
    private final PrintStream out;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    JudgePart(Size size, Progress progress, PrintStream out) {
        this.size = size;
        this.progress = progress;
        this.out = out;
    }

    void run() {
        for (Size.Judged each : size.judged()) {
            storing(each);
            judging(each);
        }
    }

    private void generate(Size.Judged judged, Consumer<ExchangeDigest> taker) {
        progress.say("simulating " + judged.preset() + " at scale " + judged.scale());
        Scenario scenario = ScenarioFactory.of(judged.preset(), Map.of("scale", judged.scale()));
        DigestExtractor extractor = new DigestExtractor();
        new TrafficGenerator(scenario, 23).run(labelled -> taker.accept(extractor.extract(labelled.exchange())));
    }

    /** Each account's traffic by itself, by days, as the job stores it; these accounts send less than a sample holds. */
    private void storing(Size.Judged judged) {
        Map<String, DailyTraffic> accounts = new HashMap<>();
        long[] exchanges = {0};
        generate(judged, digest -> {
            accounts.computeIfAbsent(digest.account(), _ -> new DailyTraffic()).observe(digest);
            exchanges[0]++;
        });
        long bytes = 0;
        long began = 0;
        for (int round = 0; round < 3; round++) {
            bytes = 0;
            began = threads.getCurrentThreadCpuTime();
            for (DailyTraffic traffic : accounts.values()) {
                bytes += traffic.days()
                        .mapToLong(day -> storedAndRead(traffic.day(day)))
                        .sum();
            }
        }
        double micros = (threads.getCurrentThreadCpuTime() - began) / 1e3;
        print(
                "%s: %,d accounts, %,d exchanges; stored %,d bytes and stored and read back in %.1f us of a core each",
                judged.preset(), accounts.size(), exchanges[0], bytes / accounts.size(), micros / accounts.size());
        print("  that is %.0f bytes and %.2f us an exchange", (double) bytes / exchanges[0], micros / exchanges[0]);
    }

    private static long storedAndRead(TrafficSummary day) {
        List<byte[]> records = new ArrayList<>();
        TrafficCodec.encode(day, records::add);
        TrafficDecoder decoder = new TrafficDecoder();
        long bytes = 0;
        for (byte[] each : records) {
            bytes += each.length + Integer.BYTES;
            decoder.take(each);
        }
        if (decoder.summary().exchanges() != day.exchanges()) {
            throw new IllegalStateException("what was stored is not what was read back");
        }
        return bytes;
    }

    private void judging(Size.Judged judged) {
        long empty = used();
        TrafficSummary traffic = new TrafficSummary();
        generate(judged, traffic::observe);
        long summary = used() - empty;
        int accounts = traffic.accounts();
        progress.say("judging " + accounts + " accounts");
        PeakHeap.reset();
        long began = threads.getCurrentThreadCpuTime();
        int groups = new Detector(DetectorSettings.DEFAULTS)
                .assess(traffic, new TrafficSummary())
                .campaigns()
                .size();
        double seconds = (threads.getCurrentThreadCpuTime() - began) / 1e9;
        print(
                "%s: judged %,d accounts (%d groups) in %.1f s of a core: %.0f us each;"
                        + " heap %,d bytes each for the traffic, %,d at most while judging",
                judged.preset(),
                accounts,
                groups,
                seconds,
                1e6 * seconds / accounts,
                summary / accounts,
                (PeakHeap.bytes() - empty) / accounts);
    }

    private static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format + "%n", arguments);
    }
}
