// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.JournalSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** A process that records exchanges and publishes them until it is killed. */
final class KilledPublisher {
    private KilledPublisher() {}

    static KafkaSettings settings(String servers, String topic) {
        return new KafkaSettings(
                servers,
                new KafkaSettings.Topics(topic, topic + "-a", topic + "-c", topic + "-t"),
                KafkaSettings.GROUP,
                Map.of("batch.size", "2000"));
    }

    /** Arguments: the folder of journal and place, the broker, the topic, how many exchanges. */
    public static void main(String[] arguments) throws InterruptedException {
        Path folder = Path.of(arguments[0]);
        DigestJournal journal = DigestJournal.open(folder.resolve("journal"), JournalSettings.DEFAULTS);
        JournalPublisher publisher = JournalPublisher.start(
                journal,
                folder.resolve("published"),
                Setting.LIVE,
                settings(arguments[1], arguments[2]),
                InstantSource.system(),
                _ -> {});
        Setting.digests(Integer.parseInt(arguments[3])).forEach(journal::append);
        Setting.await("never", () -> publisher.state().published() < 0);
    }
}
