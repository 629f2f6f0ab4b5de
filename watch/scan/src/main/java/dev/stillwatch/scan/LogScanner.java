// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.scan;

import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.Location;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sums log files into a traffic summary with several threads.
 *
 * <p>One thread at a time reads the next batch; all parse. Memory: the batches in flight, the summary (by accounts), and
 * about 16 bytes per exchange with an id, to recognise copies. Thread-safe: every scan has state of its own.
 */
public final class LogScanner {
    private static final int SHARDS = 64;

    private final ScanSettings settings;
    private final DigestExtractor extractor = new DigestExtractor();

    public LogScanner(ScanSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads all inputs.
     *
     * @throws StillwatchException when an input cannot be read, or on the first malformed record of a strict scan
     */
    public ScannedTraffic scan(List<LogInput> inputs, ScanProgress progress) {
        TrafficShard[] shards = new TrafficShard[SHARDS];
        for (int s = 0; s < SHARDS; s++) {
            shards[s] = new TrafficShard();
        }
        try (BatchQueue batches = new BatchQueue(inputs, settings.ingest().withoutAnswers(), progress);
                ExecutorService workers = Executors.newFixedThreadPool(settings.threads())) {
            List<Future<RecordTally>> tallies = new ArrayList<>();
            for (int t = 0; t < settings.threads(); t++) {
                tallies.add(workers.submit(() -> work(batches, shards)));
            }
            return gathered(shards, tallies, batches);
        }
    }

    private RecordTally work(BatchQueue batches, TrafficShard[] shards) {
        RecordTally tally = new RecordTally();
        try {
            parseAll(batches, tally, shards);
            return tally;
        } catch (RuntimeException | Error e) {
            // The other threads need not finish what will not be used.
            batches.stop();
            throw e;
        }
    }

    private void parseAll(BatchQueue batches, RecordTally tally, TrafficShard[] shards) {
        for (BatchQueue.Ordered ordered = batches.next(); ordered != null; ordered = batches.next()) {
            RecordBatch batch = ordered.batch();
            int input = ordered.input();
            batch.parse((location, outcome) -> take(input, location, outcome, tally, shards));
            batches.parsed(tally.takeNew());
        }
    }

    private void take(int input, Location location, ParseOutcome outcome, RecordTally tally, TrafficShard[] shards) {
        switch (outcome) {
            case ParseOutcome.Parsed(Exchange exchange) -> {
                if (settings.covers(exchange.time())) {
                    tally.taken(exchange.time());
                    int shard = Math.floorMod(exchange.account().hashCode() * 0x9E3779B9, SHARDS);
                    shards[shard].observe(extractor.extract(exchange));
                } else {
                    tally.outsideRange();
                }
            }
            case ParseOutcome.Skipped skipped -> tally.skipped();
            case ParseOutcome.Malformed(String reason) -> {
                if (settings.strict()) {
                    throw new StillwatchException(
                            location + ": " + reason + ". Mend the record, or scan without --strict to skip it.");
                }
                tally.malformed(input, new ScannedTraffic.Problem(location, reason));
            }
        }
    }

    private static ScannedTraffic gathered(
            TrafficShard[] shards, List<Future<RecordTally>> tallies, BatchQueue batches) {
        RecordTally all = new RecordTally();
        try {
            for (Future<RecordTally> tally : tallies) {
                all.add(tally.get());
            }
        } catch (ExecutionException e) {
            batches.stop();
            throw e.getCause() instanceof StillwatchException known
                    ? known
                    : new IllegalStateException("a scanning thread failed", e.getCause());
        } catch (InterruptedException e) {
            batches.stop();
            Thread.currentThread().interrupt();
            throw new StillwatchException("The scan was interrupted; nothing was written.", e);
        }
        TrafficSummary summary = new TrafficSummary();
        long duplicates = 0;
        long unidentified = 0;
        for (TrafficShard shard : shards) {
            summary.absorb(shard.summary());
            duplicates += shard.duplicates();
            unidentified += shard.unidentified();
        }
        return all.traffic(summary, duplicates, unidentified);
    }
}
