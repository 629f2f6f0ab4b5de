// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import dev.stillwatch.detect.DigestCodec;
import java.time.Duration;

/**
 * How large the job's state is: with the number of accounts, with the number of their exchanges beyond what is sampled,
 * and with the keys by which copies are recognised for a day.
 *
 * <p>Savepoints in Flink's canonical format, taken when everything has been summed up and judged.
 */
final class StatePart {
    private static final int SLOTS = 2;
    private static final Duration MOST = Duration.ofMinutes(5);

    private final Workshop workshop;
    private final Size size;

    StatePart(Workshop workshop, Size size) {
        this.workshop = workshop;
        this.size = size;
    }

    void run() throws Exception {
        workshop.print("accounts  exchanges of each  over  ids  savepoint bytes  bytes an account");
        for (int times = 1; times <= 4; times *= 2) {
            measure(new MadeTraffic(size.accounts() * times, size.each(), Duration.ofDays(4), false));
        }
        measure(new MadeTraffic(size.busy(), size.volume() * 4, Duration.ofDays(28), false));
        for (int times = 1; times <= 4; times *= 2) {
            measure(new MadeTraffic(size.busy(), size.volume() * times, Duration.ofHours(4), false));
        }
        for (int times = 1; times <= 4; times *= 2) {
            measure(new MadeTraffic(size.busy(), size.volume() * times, Duration.ofHours(4), true));
        }
    }

    private void measure(MadeTraffic traffic) throws Exception {
        String name = "state-%d-%d-%dh%s"
                .formatted(
                        traffic.accounts(),
                        traffic.each(),
                        traffic.over().toHours(),
                        traffic.identified() ? "-ids" : "");
        workshop.broker.topics(SLOTS, name);
        RunningJob.Plan plan = new RunningJob.Plan("job-" + name, name, SLOTS, Duration.ofDays(28), Duration.ofDays(1));
        RunningJob job = RunningJob.start(workshop.cluster, workshop.broker, plan, workshop.progress);
        try (Feed feed = new Feed(workshop.broker.address, name)) {
            traffic.forEach(digest -> feed.write(digest.account(), DigestCodec.encode(digest)));
            job.awaitTaken(feed.flushed(), MOST);
        }
        long bytes = job.end();
        workshop.print(
                "%,8d %,18d %4dh %4s %,16d %,17d",
                traffic.accounts(),
                traffic.each(),
                traffic.over().toHours(),
                traffic.identified() ? "yes" : "no",
                bytes,
                bytes / traffic.accounts());
    }
}
