// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import java.time.Duration;
import java.util.Map;

/** What the same exchanges, as JSON, take with 1, 2 and 4 task slots: time by the clock and of processors. */
final class SlotsPart {
    private static final int PARTITIONS = 4;
    private static final Duration MOST = Duration.ofMinutes(10);

    private final Workshop workshop;
    private final RecordedStream stream;
    private final Size size;

    SlotsPart(Workshop workshop, RecordedStream stream, Size size) {
        this.workshop = workshop;
        this.stream = stream;
        this.size = size;
    }

    void run() throws Exception {
        feed("slots", size.measured());
        feed("warm", size.warm());
        measure("warm", 4, size.warm(), false);
        workshop.print("slots  seconds until taken  exchanges/s  seconds of processors  of them judging");
        for (int slots = 1; slots <= 4; slots *= 2) {
            measure("slots", slots, size.measured(), true);
        }
    }

    private void feed(String topic, long exchanges) throws Exception {
        workshop.progress.say("writing " + exchanges + " exchanges to the topic " + topic);
        workshop.broker.topics(PARTITIONS, topic);
        try (Feed feed = new Feed(workshop.broker.address, topic)) {
            stream.forEach(exchanges, line -> feed.write(line.digest().account(), line.json()));
            feed.flushed();
        }
    }

    private void measure(String topic, int slots, long exchanges, boolean told) throws Exception {
        RunningJob.Plan plan = new RunningJob.Plan(
                "job-" + topic + "-" + slots, topic, slots, Duration.ofDays(28), Duration.ofDays(1));
        try (ThreadTimes times = new ThreadTimes(workshop.taskManagers())) {
            long began = System.nanoTime();
            RunningJob job = RunningJob.start(workshop.cluster, workshop.broker, plan, workshop.progress);
            job.awaitTaken(exchanges, MOST);
            double taken = (System.nanoTime() - began) / 1e9;
            job.end();
            Map<String, Double> seconds = times.seconds();
            if (told) {
                double all = ThreadTimes.of(seconds, "");
                double judging = ThreadTimes.of(seconds, "judge");
                workshop.print("%5d %20.1f %,12.0f %22.1f %16.1f", slots, taken, exchanges / taken, all, judging);
            }
        }
    }
}
