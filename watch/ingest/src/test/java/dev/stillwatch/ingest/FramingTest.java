// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.exchange.Exchange;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

    private static String record(int i, int padding) {
        return "{\"time\":1761955203123,\"account\":\"a%d\",\"request\":{},\"x\":\"%s\"}"
                .formatted(i, "y".repeat(padding));
    }

    private static List<String> accounts(Reading reading) {
        return reading.exchanges().stream().map(Exchange::account).toList();
    }

    private static List<String> expected(int count) {
        return IntStream.range(0, count).mapToObj(i -> "a" + i).toList();
    }

    @Test
    void lines_withBytesThatResembleLineBreaks_areCutAtLineBreaksOnly() {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            // In UTF-8 these hold the bytes 8A, 0B, 09 and 8A: line breaks but for one bit, or next to one.
            String like = "\u010A\u000B\u0009\u00CA".repeat(i % 5) + "z".repeat(i);
            log.append("{\"time\":1761955203123,\"account\":\"a%d\",\"request\":{},\"x\":\"%s\"}\n".formatted(i, like));
            log.append("\n".repeat(i % 4));
        }
        assertThat(accounts(Reading.of(log.toString()))).isEqualTo(expected(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 5_000, 70_000, 300_000})
    void lines_ofAnyLength_allArriveInOrder(int padding) {
        String log = IntStream.range(0, 40).mapToObj(i -> record(i, padding)).collect(Collectors.joining("\n"));

        Reading reading = Reading.of(log);

        assertThat(accounts(reading)).isEqualTo(expected(40));
        assertThat(reading.records())
                .isEqualTo(IntStream.rangeClosed(1, 40).mapToObj(Long::valueOf).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5_000, 300_000})
    void array_overManyBlocks_eachElementIsARecord(int padding) {
        String log = IntStream.range(0, 40)
                .mapToObj(i -> record(i, padding).replace(",", " ,\n  "))
                .collect(Collectors.joining(",\n", "[\n", "]\n"));

        Reading reading = Reading.of(log);

        assertThat(reading.malformed()).isEmpty();
        assertThat(accounts(reading)).isEqualTo(expected(40));
        assertThat(reading.records().getLast()).isEqualTo(40);
    }

    @Test
    void array_cutOff_keepsTheElementsBefore() {
        Reading reading = Reading.of(
                "[" + record(0, 5) + "," + record(1, 5) + "," + record(2, 5).substring(0, 20));

        assertThat(accounts(reading)).isEqualTo(expected(2));
        assertThat(reading.malformed()).singleElement().asString().contains("cut off");
    }

    @Test
    void array_withBareWords_saysSoAndGoesOn() {
        Reading reading =
                Reading.of("[null," + record(0, 5) + ", 17, \"text }{\", " + record(1, 5) + "}]," + record(2, 0));

        assertThat(accounts(reading)).isEqualTo(expected(3));
        assertThat(reading.malformed()).hasSize(4);
    }

    @Test
    void line_holdingAnArrayOrSeveralObjects_yieldsEach() {
        Reading reading = Reading.of(record(0, 0) + "\n" + "[" + record(1, 0) + "," + record(2, 0) + "]\n"
                + record(3, 0) + record(4, 0) + " junk");

        assertThat(accounts(reading)).isEqualTo(expected(5));
        assertThat(reading.records()).containsExactly(1L, 2L, 2L, 3L, 3L, 3L);
        assertThat(reading.malformed()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"id\":\"x\",",
                "{\"id\":\"x\",\"time\":17",
                "{\"id\":\"x",
                "{\"request\":{\"a\":[1,2",
                "{\"request\":{\"a\":["
            })
    void lines_firstCutOff_costsOnlyTheFirst(String first) {
        Reading reading = Reading.of(first + "\n" + record(0, 3) + "\n" + record(1, 3) + "\n");

        assertThat(accounts(reading)).isEqualTo(expected(2));
        assertThat(reading.malformed()).hasSize(1);
    }

    @Test
    void values_prettyPrinted_areRead() {
        String pretty = record(0, 0).replace("{", "{\n  ").replace(",", ",\n  ").replace("}", "\n}");

        Reading reading = Reading.of("\n" + pretty + "\n" + pretty + record(1, 0) + "\n");

        assertThat(accounts(reading)).containsExactly("a0", "a0", "a1");
        assertThat(reading.malformed()).isEmpty();
    }

    @Test
    void values_oneElementALine_areRead() {
        String span = "{\"startTimeUnixNano\":1761955203123000000,\"attributes\":[{\"key\":\"user.id\",\"value\":"
                + "{\"stringValue\":\"a0\"}},{\"key\":\"gen_ai.request.model\",\"value\":{\"stringValue\":\"m\"}}]}";

        Reading reading =
                Reading.of("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[\n" + span + ",\n" + span + "\n]}]}]}\n");

        assertThat(accounts(reading)).containsExactly("a0", "a0");
        assertThat(reading.malformed()).isEmpty();
    }

    @Test
    void line_beyondTheLimit_isSkippedAndReportedWhereverItStands() {
        IngestSettings settings = IngestSettings.DEFAULTS.withMaxRecordBytes(400_000);
        String log = record(0, 0) + "\n" + record(9, 400_000) + "\n" + record(1, 399_000) + "\n" + record(9, 3_000_000)
                + "\n" + record(2, 0) + "\n" + record(9, 900_000);

        Reading reading = Reading.of(log.getBytes(StandardCharsets.UTF_8), settings);

        assertThat(accounts(reading)).isEqualTo(expected(3));
        assertThat(reading.records()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(reading.malformed()).hasSize(3).allMatch(reason -> reason.contains("400000 bytes"));
    }

    @Test
    void line_beyondASmallLimitWithinOneBlock_isReportedToo() {
        IngestSettings settings = IngestSettings.DEFAULTS.withMaxRecordBytes(1024);

        Reading reading =
                Reading.of((record(9, 1024) + "\n" + record(0, 0)).getBytes(StandardCharsets.UTF_8), settings);

        assertThat(accounts(reading)).isEqualTo(expected(1));
        assertThat(reading.malformed()).hasSize(1);
    }

    @Test
    void value_beyondTheLimitInAnArray_isSkipped() {
        IngestSettings settings = IngestSettings.DEFAULTS.withMaxRecordBytes(300_000);
        String log = "[" + record(0, 0) + "," + record(9, 700_000) + "," + record(1, 0) + "]";

        Reading reading = Reading.of(log.getBytes(StandardCharsets.UTF_8), settings);

        assertThat(accounts(reading)).isEqualTo(expected(2));
        assertThat(reading.malformed()).hasSize(1);
    }

    @Test
    void next_endlessLineAndManyLines_holdsNoMoreThanTheLimit() throws Exception {
        byte[] line = (record(0, 1400) + "\n").getBytes(StandardCharsets.UTF_8);
        long total = 64L * 1024 * 1024;
        InputStream endless = new InputStream() {
            private long position;

            @Override
            public int read() {
                throw new UnsupportedOperationException("reads in blocks only");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (position >= total) {
                    return -1;
                }
                // The first half is one line that never ends, the rest ordinary lines.
                for (int i = 0; i < length; i++, position++) {
                    target[offset + i] = position < total / 2 ? (byte) 'x' : line[(int) (position % line.length)];
                }
                return length;
            }
        };
        IngestSettings settings = IngestSettings.DEFAULTS.withMaxRecordBytes(1 << 20);
        List<Integer> sizes = new ArrayList<>();
        try (JsonBatches batches = new JsonBatches("stdin", endless, () -> 0, settings)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                sizes.add(batch.get() instanceof JsonRecords records ? records.heldBytes() : 0);
            }
        }

        assertThat(sizes).hasSizeGreaterThan(100).allMatch(size -> size <= 2 * (1 << 20));
        assertThat(sizes.subList(2, sizes.size())).allMatch(size -> size <= RecordBlocks.BLOCK);
    }

    @Test
    void open_emptyOrBlankInput_yieldsNothing() {
        assertThat(Reading.of("").outcomes()).isEmpty();
        assertThat(Reading.of(" \r\n\n\t\n\uFEFF\n").outcomes()).isEmpty();
    }

    @Test
    void batch_parsedTwiceOrAfterClose_yieldsTheSame() {
        LogInput input =
                new StreamInput("log", new ByteArrayInputStream(record(0, 0).getBytes(StandardCharsets.UTF_8)));
        RecordBatch batch;
        try (RecordBatches batches = input.open(IngestSettings.DEFAULTS)) {
            batch = batches.next().orElseThrow();
        }
        List<ParseOutcome> outcomes = new ArrayList<>();
        batch.parse((_, outcome) -> outcomes.add(outcome));
        batch.parse((_, outcome) -> outcomes.add(outcome));

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.getFirst()).isEqualTo(outcomes.getLast());
    }
}
