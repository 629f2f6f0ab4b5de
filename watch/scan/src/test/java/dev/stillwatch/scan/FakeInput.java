// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Usage;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.Location;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.OutcomeSink;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** A log in memory, of ten records a batch and a byte a record. */
final class FakeInput implements LogInput {
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final int BATCH = 10;

    private final String name;
    private final int records;
    private final IntFunction<ParseOutcome> record;
    private final AtomicInteger open = new AtomicInteger();

    FakeInput(String name, List<ParseOutcome> records) {
        this(name, records.size(), records::get);
    }

    /** A log whose record at an index, from 0, is made when its batch is handed out. */
    FakeInput(String name, int records, IntFunction<ParseOutcome> record) {
        this.name = name;
        this.records = records;
        this.record = record;
    }

    static ParseOutcome exchange(Optional<String> id, String account, long second, String prompt) {
        return new ParseOutcome.Parsed(new Exchange(
                id,
                START.plusSeconds(second),
                account,
                Optional.empty(),
                Api.CHAT,
                Optional.empty(),
                new Request(List.of(new Message(Message.Role.USER, prompt)), Parameters.DEFAULTS, List.of()),
                Optional.empty(),
                Usage.UNKNOWN,
                Client.UNKNOWN,
                Billing.UNKNOWN,
                OptionalInt.empty(),
                Optional.empty()));
    }

    static ParseOutcome exchange(String id, String account) {
        return exchange(Optional.of(id), account, 0, "hello");
    }

    static ParseOutcome malformed(String reason) {
        return new ParseOutcome.Malformed(reason);
    }

    /** Whether somebody has it open now. */
    boolean isOpen() {
        return open.get() != 0;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.of(records);
    }

    @Override
    public RecordBatches open(IngestSettings settings) {
        open.incrementAndGet();
        return new Batches();
    }

    private final class Batches implements RecordBatches {
        private int next;

        @Override
        public Optional<RecordBatch> next() {
            if (next >= records) {
                return Optional.empty();
            }
            int from = next;
            int to = Math.min(records, from + BATCH);
            next = to;
            ParseOutcome[] outcomes = new ParseOutcome[to - from];
            for (int i = from; i < to; i++) {
                outcomes[i - from] = record.apply(i);
            }
            return Optional.of(sink -> parse(from, outcomes, sink));
        }

        private void parse(int from, ParseOutcome[] outcomes, OutcomeSink sink) {
            for (int i = 0; i < outcomes.length; i++) {
                sink.accept(new Location(name, from + i + 1L), outcomes[i]);
            }
        }

        @Override
        public long bytesRead() {
            return next;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
