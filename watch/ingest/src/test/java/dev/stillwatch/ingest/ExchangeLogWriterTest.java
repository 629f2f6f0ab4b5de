// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Message.Role;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangeLogWriterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"log.jsonl", "log.jsonl.gz", "log.jsonl.zst"})
    void write_anyExchange_readsBackEqual(String name) {
        RandomExchanges random = new RandomExchanges(7);
        List<Exchange> written = Stream.generate(random::next).limit(2000).toList();
        Path file = folder.resolve(name);
        try (ExchangeLogWriter writer = ExchangeLogWriter.open(file)) {
            written.forEach(writer::write);
        }

        Reading reading = Reading.of(new FileInput(name, file), IngestSettings.DEFAULTS);

        assertThat(reading.malformed()).isEmpty();
        assertThat(reading.exchanges()).isEqualTo(written);
    }

    @Test
    void write_unpairedSurrogate_becomesReplacementCharacter() {
        Exchange exchange = Reading.exchange("""
                {"time":1761955203123,"account":"a","request":{"messages":[{"role":"user","content":"x\\ud83dy\\ude00"}]}}""");
        Path file = folder.resolve("log.jsonl");
        try (ExchangeLogWriter writer = ExchangeLogWriter.open(file)) {
            writer.write(exchange);
        }

        Request read = Reading.of(new FileInput("log", file), IngestSettings.DEFAULTS)
                .exchanges()
                .getFirst()
                .request();

        assertThat(read.messages()).containsExactly(new Message(Role.USER, "x\uFFFDy\uFFFD"));
    }

    @Test
    void write_severalExchanges_oneLineEach() throws IOException {
        RandomExchanges random = new RandomExchanges(3);
        Path file = folder.resolve("log.jsonl");
        try (ExchangeLogWriter writer = ExchangeLogWriter.open(file)) {
            Stream.generate(random::next).limit(50).forEach(writer::write);
        }

        assertThat(Files.readString(file).chars().filter(c -> c == '\n').count())
                .isEqualTo(50);
    }

    @Test
    void open_missingFolder_namesTheFile() {
        assertThatThrownBy(() -> ExchangeLogWriter.open(folder.resolve("none").resolve("log.jsonl")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("log.jsonl");
    }
}
