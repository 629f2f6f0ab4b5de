// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.DigestCodec;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of Kafka records, whatever stands in them. */
class DigestReaderTest {
    private static final Path LOG = Path.of("../../examples/traffic.jsonl.gz");

    private static final String EXCHANGE = """
            {"id": "x1", "time": "2026-11-01T00:00:03.123Z", "account": "a17", "org": "o3", "model": "m-large",
             "request": {"messages": [{"role": "user", "content": "Explain step by step how tides work"}]},
             "response": {"content": "The moon pulls.", "finish_reason": "stop"}, "usage": {"output_tokens": 412}}
            """;

    private final List<KeyedDigest> read = new ArrayList<>();
    private final SimpleCounter unreadable = new SimpleCounter();
    private final SimpleCounter tooNew = new SimpleCounter();
    private final DigestReader reader = opened();

    private DigestReader opened() {
        try {
            // As it is sent to a task.
            DigestReader sent = InstantiationUtil.clone(new DigestReader());
            sent.open(new Context(Map.of("unreadable", unreadable, "tooNew", tooNew)));
            return sent;
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Counts what the reader leaves out. */
    private record Context(Map<String, SimpleCounter> counters) implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup() {
                @Override
                public Counter counter(String name) {
                    return Objects.requireNonNull(counters.get(name), name);
                }
            };
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException("no code is loaded here");
        }
    }

    private void take(byte @Nullable [] value) {
        reader.deserialize(
                new ConsumerRecord<>("exchanges", 0, 0, "another key".getBytes(StandardCharsets.UTF_8), value),
                new ListCollector<>(read));
    }

    /** As a broker hands it out that took it at some time. */
    private void takenAt(Instant time, String json) {
        byte[] value = json.getBytes(StandardCharsets.UTF_8);
        reader.deserialize(
                new ConsumerRecord<>(
                        "exchanges",
                        0,
                        0,
                        time.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        0,
                        value.length,
                        new byte[0],
                        value,
                        new RecordHeaders(),
                        Optional.empty()),
                new ListCollector<>(read));
    }

    @Test
    void deserialize_datedAnHourAfterItsRecord_isLeftOutAndCounted() {
        Instant asked = Instant.parse("2026-11-01T00:00:03.123Z");

        takenAt(asked.minus(Duration.ofHours(1)).minusMillis(1), EXCHANGE);
        assertThat(read).isEmpty();
        assertThat(tooNew.getCount()).isOne();

        takenAt(asked.minus(Duration.ofHours(1)), EXCHANGE);
        takenAt(asked.plus(Duration.ofDays(400)), EXCHANGE);
        assertThat(read).hasSize(2);
        assertThat(tooNew.getCount()).isOne();
        assertThat(unreadable.getCount()).isZero();
    }

    private void take(String json) {
        take(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<byte[]> scanned(Path log) {
        DigestExtractor extractor = new DigestExtractor();
        List<byte[]> digests = new ArrayList<>();
        try (RecordBatches batches = LogInputs.resolve(List.of(log.toString()), InputStream.nullInputStream())
                .getFirst()
                .open(IngestSettings.DEFAULTS)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                batch.get().parse((location, outcome) -> {
                    if (outcome instanceof ParseOutcome.Parsed(Exchange e)) {
                        digests.add(DigestCodec.encode(extractor.extract(e)));
                    }
                });
            }
        }
        return digests;
    }

    @Test
    void deserialize_linesOfALog_areTheDigestsOfAScan() throws IOException {
        List<byte[]> expected = scanned(LOG);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(LOG)), StandardCharsets.UTF_8))) {
            lines.lines().forEach(this::take);
        }

        assertThat(read).hasSameSizeAs(expected).hasSizeGreaterThan(1_000);
        for (int i = 0; i < expected.size(); i++) {
            KeyedDigest each = read.get(i);
            assertThat(each.digest()).isEqualTo(expected.get(i));
            ExchangeDigest digest = DigestCodec.decode(each.digest());
            assertThat(each.account()).isEqualTo(digest.account());
            assertThat(each.timeMillis()).isEqualTo(digest.time().toEpochMilli());
        }
        assertThat(unreadable.getCount()).isZero();
    }

    @Test
    void deserialize_jsonAndItsDigest_areTheSameExchangeOfTheAccountItNames() {
        take(EXCHANGE);
        take(read.getFirst().digest());

        assertThat(read.getFirst().account()).isEqualTo("a17");
        assertThat(read.getFirst().timeMillis()).isEqualTo(1_793_491_203_123L);
        assertThat(read.getLast()).usingRecursiveComparison().isEqualTo(read.getFirst());
    }

    @Test
    void deserialize_nothing_isCounted() {
        take((byte[]) null);
        take(new byte[0]);

        assertThat(read).isEmpty();
        assertThat(unreadable.getCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{}",
                "{\"time\": \"2026-11-01T00:00:03Z\", \"account\": \"a\"",
                "{\"time\": \"2026-11-01T00:00:03Z\", \"account\": \"a\"}",
                "{\"time\": \"2026-11-01T00:00:03Z\", \"account\": [5], \"request\": {}}",
                "{\"time\": \"2026-11-01T00:00:03Z\", \"account\": \" \", \"request\": {}}",
                "{\"time\": \"2026-11-01T00:00:03Z\", \"account\": \"a\", \"request\": \"please\"}",
                "{\"time\": 1793491203, \"account\": \"a\", \"request\": {}}",
                "[\"an array\"]",
                "\"a text\"",
                "17",
                " ",
                "\u0001",
                "\u0002a later release's",
            })
    void deserialize_neitherExchangeNorDigest_isCountedAndCostsNoOther(String value) {
        take(EXCHANGE);
        take(value);
        take(EXCHANGE);

        assertThat(read).hasSize(2);
        assertThat(unreadable.getCount()).isOne();
    }

    @Test
    void deserialize_digestCutAnywhere_isCounted() {
        take(EXCHANGE);
        byte[] digest = read.getFirst().digest();
        for (int length = 0; length < digest.length; length++) {
            take(Arrays.copyOf(digest, length));
        }
        take(Arrays.copyOf(digest, digest.length + 1));

        assertThat(read).hasSize(1);
        assertThat(unreadable.getCount()).isEqualTo(digest.length + 1);
    }

    @Test
    void deserialize_hugePrompt_isADigestOfTheUsualSize() {
        take(EXCHANGE.replace("tides", "tides ".repeat(1_000_000)));

        assertThat(read).hasSize(1);
        assertThat(read.getFirst().digest()).hasSizeBetween(80, 320);
    }

    @Test
    void deserialize_longerThanARecordMayBe_isCounted() {
        byte[] endless = new byte[IngestSettings.DEFAULTS.maxRecordBytes() + 1];
        Arrays.fill(endless, (byte) '{');
        take(endless);

        assertThat(read).isEmpty();
        assertThat(unreadable.getCount()).isOne();
    }

    @Test
    void deserialize_invalidText_countsAsTheExchangeItIs() {
        byte[] broken = EXCHANGE.getBytes(StandardCharsets.UTF_8);
        broken[EXCHANGE.indexOf("tides")] = (byte) 0xFF;
        take(broken);

        assertThat(read).extracting(KeyedDigest::account).containsExactly("a17");
        assertThat(unreadable.getCount()).isZero();
    }
}
