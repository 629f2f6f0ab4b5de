// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.ParseOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogScannerTest {
    private static final List<ParseOutcome> TRAFFIC = traffic();
    private static final Assessment EXPECTED = assessed(scan(1, new FakeInput("all", TRAFFIC)));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void scan_anyThreadsOrderAndSplit_givesTheSameAssessment(int threads) {
        List<ParseOutcome> shuffled = new ArrayList<>(TRAFFIC);
        Collections.shuffle(shuffled, new Random(threads));
        int third = shuffled.size() / 3;
        ScannedTraffic scanned = scan(
                threads,
                new FakeInput("c", shuffled.subList(2 * third, shuffled.size())),
                new FakeInput("a", shuffled.subList(0, third)),
                new FakeInput("empty", List.of()),
                new FakeInput("b", shuffled.subList(third, 2 * third)));
        assertThat(assessed(scanned)).isEqualTo(EXPECTED);
        assertThat(scanned.records()).isEqualTo(TRAFFIC.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void assess_anyLentThreads_givesTheSameAssessment(int threads) {
        ScannedTraffic scanned = scan(2, new FakeInput("a", TRAFFIC));
        try (WorkerThreads workers = new WorkerThreads(threads)) {
            assertThat(new Detector(DetectorSettings.DEFAULTS)
                            .assess(scanned.summary(), new TrafficSummary(), List.of(), workers))
                    .isEqualTo(EXPECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void scan_sameIdAgain_isCountedOnce(int threads) {
        ScannedTraffic scanned = scan(
                threads,
                new FakeInput("a", List.of(FakeInput.exchange("1", "x"), FakeInput.exchange("1", "x"))),
                new FakeInput("b", List.of(FakeInput.exchange("1", "x"), FakeInput.exchange("2", "x"))));
        assertThat(scanned.summary().exchanges()).isEqualTo(2);
        assertThat(scanned.duplicates()).isEqualTo(2);
        assertThat(scanned.unidentified()).isZero();
        assertThat(scanned.records()).isEqualTo(4);
    }

    @Test
    void scan_wholeLogTwice_isTheLogOnce() {
        ScannedTraffic scanned = scan(2, new FakeInput("a", TRAFFIC), new FakeInput("copy", TRAFFIC));
        assertThat(assessed(scanned)).isEqualTo(EXPECTED);
        assertThat(scanned.duplicates()).isEqualTo(TRAFFIC.size());
    }

    @Test
    void scan_sameIdOfAnotherAccount_isNoCopy() {
        ScannedTraffic scanned =
                scan(1, new FakeInput("a", List.of(FakeInput.exchange("1", "x"), FakeInput.exchange("1", "y"))));
        assertThat(scanned.summary().exchanges()).isEqualTo(2);
        assertThat(scanned.duplicates()).isZero();
    }

    @Test
    void scan_exchangesWithoutId_areAllCounted() {
        ParseOutcome one = FakeInput.exchange(Optional.empty(), "x", 0, "hello");
        ScannedTraffic scanned = scan(2, new FakeInput("a", List.of(one, one, one)));
        assertThat(scanned.summary().exchanges()).isEqualTo(3);
        assertThat(scanned.unidentified()).isEqualTo(3);
        assertThat(scanned.duplicates()).isZero();
    }

    @Test
    void scan_timeBounds_takeTheStartAndLeaveTheEnd() {
        List<ParseOutcome> seconds = new ArrayList<>();
        for (int s = 0; s < 10; s++) {
            seconds.add(FakeInput.exchange(Optional.of("x" + s), "x", s, "hello"));
        }
        Instant from = FakeInput.START.plusSeconds(3);
        Instant to = FakeInput.START.plusSeconds(7);
        ScanSettings settings = new ScanSettings(IngestSettings.DEFAULTS, 2, false, Optional.of(from), Optional.of(to));
        ScannedTraffic scanned = new LogScanner(settings).scan(List.of(new FakeInput("a", seconds)), ScanProgress.NONE);
        assertThat(scanned.summary().exchanges()).isEqualTo(4);
        assertThat(scanned.outsideRange()).isEqualTo(6);
        assertThat(scanned.records()).isEqualTo(10);
        assertThat(scanned.span()).contains(new ScannedTraffic.Span(from, FakeInput.START.plusSeconds(6)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void scan_malformedRecords_areCountedAndTheFirstFewToldInOrder(int threads) {
        List<ParseOutcome> few = new ArrayList<>();
        List<ParseOutcome> many = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            few.add(i % 20 == 5 ? FakeInput.malformed("no account") : FakeInput.exchange("a" + i, "x"));
            many.add(
                    i % 2 == 0 ? FakeInput.malformed("no time") : new ParseOutcome.Skipped("a span of something else"));
        }
        // Named against the order of the inputs, which is what counts.
        ScannedTraffic scanned = scan(threads, new FakeInput("z.jsonl", few), new FakeInput("a.jsonl", many));
        assertThat(scanned.malformed()).isEqualTo(33);
        assertThat(scanned.skipped()).isEqualTo(30);
        assertThat(scanned.records()).isEqualTo(120);
        assertThat(scanned.firstMalformed().stream().map(p -> p.location() + " " + p.reason()))
                .containsExactly(
                        "z.jsonl:6 no account",
                        "z.jsonl:26 no account",
                        "z.jsonl:46 no account",
                        "a.jsonl:1 no time",
                        "a.jsonl:3 no time",
                        "a.jsonl:5 no time",
                        "a.jsonl:7 no time",
                        "a.jsonl:9 no time",
                        "a.jsonl:11 no time",
                        "a.jsonl:13 no time");
    }

    @Test
    void scan_noInputs_findsNothing() {
        ScannedTraffic scanned = scan(3);
        assertThat(scanned.records()).isZero();
        assertThat(scanned.span()).isEmpty();
        assertThat(scanned.firstMalformed()).isEmpty();
        assertThat(ScannedTraffic.nothing().records()).isZero();
    }

    @Test
    void scan_twiceWithOneScanner_sharesNothing() {
        LogScanner scanner = new LogScanner(settings(2, false));
        FakeInput input = new FakeInput("a", List.of(FakeInput.exchange("1", "x")));
        for (int round = 0; round < 2; round++) {
            ScannedTraffic scanned = scanner.scan(List.of(input), ScanProgress.NONE);
            assertThat(scanned.summary().exchanges()).isEqualTo(1);
            assertThat(scanned.duplicates()).isZero();
        }
        assertThat(input.isOpen()).isFalse();
    }

    @Test
    void scan_progress_growsUpToTheWhole() {
        record Told(String input, long bytes, long total) {}
        List<Told> told = Collections.synchronizedList(new ArrayList<>());
        FakeInput first = new FakeInput("a", 400, i -> FakeInput.exchange("a" + i, "x"));
        FakeInput second = new FakeInput("b", 400, i -> FakeInput.exchange("b" + i, "x"));
        new LogScanner(settings(3, false))
                .scan(
                        List.of(first, second),
                        (input, bytes, total, records) -> told.add(new Told(input, bytes, total)));
        assertThat(told.stream().map(Told::input)).contains("a", "b");
        assertThat(told.stream().map(Told::bytes).toList()).isSorted().allMatch(b -> b > 0 && b <= 800);
        assertThat(told).allMatch(t -> t.total() == 800);
    }

    @Test
    void settings_noThreads_areRefused() {
        assertThatThrownBy(() -> settings(0, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    static ScanSettings settings(int threads, boolean strict) {
        return new ScanSettings(IngestSettings.DEFAULTS, threads, strict, Optional.empty(), Optional.empty());
    }

    private static ScannedTraffic scan(int threads, LogInput... inputs) {
        return new LogScanner(settings(threads, false)).scan(List.of(inputs), ScanProgress.NONE);
    }

    private static Assessment assessed(ScannedTraffic scanned) {
        return new Detector(DetectorSettings.DEFAULTS).assess(scanned.summary(), new TrafficSummary());
    }

    /** Sixty people and a dozen accounts on one template. */
    private static List<ParseOutcome> traffic() {
        Random random = new Random(1);
        String[] words = "garden engine invoice letter python recipe holiday budget poem window".split(" ");
        List<ParseOutcome> traffic = new ArrayList<>();
        for (int a = 0; a < 72; a++) {
            for (int n = 0; n < 12; n++) {
                String word = words[(a + random.nextInt(3)) % words.length];
                String prompt = a < 60
                        ? "how do I start with a " + word + " for my " + words[random.nextInt(words.length)]
                        : "Think step by step and write out all of your reasoning about the " + word;
                traffic.add(
                        FakeInput.exchange(Optional.of(a + "/" + n), "account-" + a, random.nextInt(600_000), prompt));
            }
        }
        return traffic;
    }
}
