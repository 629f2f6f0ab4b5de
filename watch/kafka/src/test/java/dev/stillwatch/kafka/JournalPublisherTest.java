// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.live.DigestJournal;
import dev.stillwatch.live.JournalPosition;
import dev.stillwatch.live.JournalSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything in the journal gets to the topic, whatever ends in between. */
@Timeout(120)
class JournalPublisherTest {
    @TempDir
    private Path folder;

    private final List<String> noticed = new CopyOnWriteArrayList<>();

    private DigestJournal journal() {
        return DigestJournal.open(folder.resolve("journal"), new JournalSettings(4096, Optional.empty()));
    }

    private JournalPublisher publisher(DigestJournal journal, KafkaSettings kafka) {
        return JournalPublisher.start(
                journal, folder.resolve("published"), Setting.LIVE, kafka, InstantSource.system(), noticed::add);
    }

    private static KafkaSettings settings(Broker broker, KafkaSettings.Topics topics) {
        return new KafkaSettings(broker.address, topics, KafkaSettings.GROUP, Setting.IMPATIENT);
    }

    private static List<String> encoded(List<ExchangeDigest> digests) {
        return digests.stream()
                .map(each -> HexFormat.of().formatHex(DigestCodec.encode(each)))
                .toList();
    }

    private static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(each -> HexFormat.of().formatHex(each.value()))
                .toList();
    }

    @Test
    void publish_whatIsAppended_isInTheTopicOnceAndInOrder() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("order");
        List<ExchangeDigest> digests = Setting.digests(600);
        try (DigestJournal journal = journal()) {
            digests.subList(0, 300).forEach(journal::append);
            try (JournalPublisher publisher = publisher(journal, settings(broker, topics))) {
                Setting.await("the first are published", () -> publisher.state().published() == 300);
                digests.subList(300, 600).forEach(journal::append);
                Setting.await(
                        "all are published", () -> publisher.state().position().equals(journal.end()));
            }
            try (JournalPublisher again = publisher(journal, settings(broker, topics))) {
                assertThat(again.state().position()).isEqualTo(journal.end());
            }
        }

        List<ConsumerRecord<byte[], byte[]>> records = broker.read(topics.exchanges());
        assertThat(values(records)).isEqualTo(encoded(digests));
        assertThat(records)
                .allSatisfy(each -> assertThat(new String(each.key(), StandardCharsets.UTF_8))
                        .isEqualTo(DigestCodec.decode(each.value()).account()));
        assertThat(noticed).isEmpty();
    }

    @Test
    void publish_processKilledOnTheWay_losesNothing() throws Exception {
        Broker broker = Setting.broker();
        broker.topics(1, "killed");
        int count = 5_000;
        try (JavaProcess process = new JavaProcess(
                folder.resolve("said"),
                List.of("-Xmx256m"),
                KilledPublisher.class.getName(),
                List.of(folder.toString(), broker.address, "killed", Integer.toString(count)))) {
            Setting.await("some are published", () -> broker.read("killed").size() > 500);
            process.kill();
        }

        try (DigestJournal journal = journal();
                JournalPublisher publisher = publisher(journal, KilledPublisher.settings(broker.address, "killed"))) {
            Setting.digests(1).forEach(journal::append);
            Setting.await(
                    "all are published", () -> publisher.state().position().equals(journal.end()));
        }
        List<String> journaled = new java.util.ArrayList<>();
        try (DigestJournal journal = journal();
                var reader = journal.readFrom(JournalPosition.START, _ -> {})) {
            for (Optional<ExchangeDigest> next = reader.next(); next.isPresent(); next = reader.next()) {
                journaled.add(HexFormat.of().formatHex(DigestCodec.encode(next.get())));
            }
        }
        List<String> published = values(broker.read("killed"));
        assertThat(journaled).hasSizeGreaterThan(500);
        assertThat(published.stream().distinct())
                .containsExactlyElementsOf(journaled.stream().distinct().toList());
    }

    @Test
    void publish_brokerAway_waitsInTheJournalAndSaysSo() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("away");
        List<ExchangeDigest> digests = Setting.digests(400);
        try (DigestJournal journal = journal();
                JournalPublisher publisher = publisher(journal, settings(broker, topics))) {
            digests.subList(0, 200).forEach(journal::append);
            Setting.await("half is published", () -> publisher.state().published() == 200);
            broker.kill();
            try {
                digests.subList(200, 400).forEach(journal::append);
                Setting.await("it is said", () -> publisher.state().failure().isPresent());
                assertThat(publisher.state().failure().orElseThrow()).contains("wait in the journal");
                assertThat(publisher.state().published()).isEqualTo(200);
            } finally {
                broker.restart();
            }
            Setting.await(
                    "all are published", () -> publisher.state().position().equals(journal.end()));
            Setting.await("it is well again", () -> publisher.state().failure().isEmpty());
        }
        assertThat(values(broker.read(topics.exchanges())).stream().distinct())
                .containsExactlyInAnyOrderElementsOf(encoded(digests));
    }

    @Test
    void publish_placeDamaged_sendsAgainWhatCameSince() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("damaged");
        List<ExchangeDigest> digests = Setting.digests(100);
        try (DigestJournal journal = journal()) {
            digests.forEach(journal::append);
            try (JournalPublisher publisher = publisher(journal, settings(broker, topics))) {
                Setting.await(
                        "all are published", () -> publisher.state().position().equals(journal.end()));
            }
            Files.writeString(folder.resolve("published").resolve("published"), "?");
            Files.deleteIfExists(folder.resolve("published").resolve("published-before"));
            try (JournalPublisher publisher = publisher(journal, settings(broker, topics))) {
                Setting.await("all are published", () -> publisher.state().published() == 100);
            }
        }
        assertThat(broker.read(topics.exchanges())).hasSize(200);
        assertThat(noticed).singleElement().asString().contains("damaged");
    }

    @Test
    void publish_recordNoTopicTakes_isLeftOutAndSaid() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("large");
        List<ExchangeDigest> digests = Setting.digests(3);
        KafkaSettings small =
                new KafkaSettings(broker.address, topics, KafkaSettings.GROUP, Map.of("max.request.size", "100"));
        try (DigestJournal journal = journal()) {
            digests.forEach(journal::append);
            try (JournalPublisher publisher = publisher(journal, small)) {
                Setting.await(
                        "none is waited for", () -> publisher.state().position().equals(journal.end()));
                assertThat(publisher.state().refused()).isEqualTo(3);
            }
        }
        assertThat(noticed).isNotEmpty().allMatch(each -> each.contains("missing from detection"));
    }

    @Test
    void publish_oldFiles_areDeletedOnlyOncePublished() throws Exception {
        Broker broker = Setting.broker();
        KafkaSettings.Topics topics = Setting.topics("old");
        InstantSource later = InstantSource.offset(InstantSource.system(), java.time.Duration.ofDays(30));
        try (DigestJournal journal = journal()) {
            Setting.digests(200).forEach(journal::append);
            long files = files();
            assertThat(files).isGreaterThan(5);
            try (JournalPublisher publisher = JournalPublisher.start(
                    journal,
                    folder.resolve("published"),
                    Setting.LIVE,
                    settings(broker, topics),
                    later,
                    noticed::add)) {
                Setting.await(
                        "all are published", () -> publisher.state().position().equals(journal.end()));
                Setting.await(
                        "the place is stored", () -> publisher.state().stored().isPresent());
                Setting.digests(3).forEach(journal::append);
                Setting.await("old files go", () -> files() < files / 2);
            }
        }
        assertThat(broker.read(topics.exchanges())).hasSize(203);
    }

    private long files() {
        try (Stream<Path> all = Files.list(folder.resolve("journal"))) {
            return all.count();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
