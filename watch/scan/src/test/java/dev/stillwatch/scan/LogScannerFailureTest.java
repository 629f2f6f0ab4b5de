// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.RecordBatches;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scan does when it cannot go on: it stops every thread, says why and leaves nothing open. */
@Timeout(60)
class LogScannerFailureTest {
    /** So long that a thread nobody stops runs into the timeout. */
    private static final int ENDLESS = Integer.MAX_VALUE - 100;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void scan_strictAndMalformed_stopsAndNamesThePlace(int threads) {
        FakeInput input = new FakeInput(
                "b.jsonl",
                ENDLESS,
                i -> i == 42 ? FakeInput.malformed("time is missing") : FakeInput.exchange("x" + i % 100, "x"));
        assertThatThrownBy(() -> scan(threads, true, input))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("b.jsonl:43")
                .hasMessageContaining("time is missing")
                .hasMessageContaining("--strict");
        assertThat(input.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void scan_inputThatCannotBeOpened_stopsTheOthers(int threads) {
        StillwatchException cause = new StillwatchException("gone.jsonl: cannot be read; check its permissions");
        FakeInput endless = new FakeInput("a.jsonl", ENDLESS, i -> FakeInput.exchange("x" + i % 100, "x"));
        assertThatThrownBy(() -> scan(threads, false, new Unreadable(cause), endless))
                .isSameAs(cause);
        assertThat(endless.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void scan_inputThatBreaksHalfWay_stopsAndIsClosed(int threads) {
        StillwatchException cause = new StillwatchException("a.jsonl: the disk failed at byte 300");
        FakeInput input = new FakeInput("a.jsonl", ENDLESS, i -> {
            if (i >= 300) {
                throw cause;
            }
            return FakeInput.exchange("x" + i, "x");
        });
        assertThatThrownBy(() -> scan(threads, false, input)).isSameAs(cause);
        assertThat(input.isOpen()).isFalse();
    }

    @Test
    void scan_programmingError_isNoUserError() {
        IllegalArgumentException cause = new IllegalArgumentException("length is -1");
        FakeInput input = new FakeInput("a.jsonl", ENDLESS, i -> {
            throw cause;
        });
        assertThatThrownBy(() -> scan(2, false, input))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(cause);
        assertThat(input.isOpen()).isFalse();
    }

    @Test
    void scan_interrupted_stopsAndStaysInterrupted() {
        FakeInput endless = new FakeInput("a.jsonl", ENDLESS, i -> FakeInput.exchange("x" + i % 100, "x"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> scan(2, false, endless))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(endless.isOpen()).isFalse();
    }

    private static void scan(int threads, boolean strict, LogInput... inputs) {
        new LogScanner(LogScannerTest.settings(threads, strict)).scan(List.of(inputs), ScanProgress.NONE);
    }

    /** An input that fails when opened. */
    private record Unreadable(StillwatchException cause) implements LogInput {
        @Override
        public String name() {
            return "gone.jsonl";
        }

        @Override
        public OptionalLong size() {
            return OptionalLong.empty();
        }

        @Override
        public RecordBatches open(IngestSettings settings) {
            throw cause;
        }
    }
}
