// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import com.github.luben.zstd.ZstdInputStream;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.ExchangeDigest;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.ingest.ExchangeLogWriter;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.SingleRecords;
import dev.stillwatch.range.Scenario;
import dev.stillwatch.range.ScenarioFactory;
import dev.stillwatch.range.TrafficGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Simulated traffic of the preset {@code wide}, a campaign in it, as a log on disk: the same for the same scale.
 *
 * @param file Zstandard-compressed JSON lines, in order of time
 */
record RecordedStream(Path file) {
    private static final long SEED = 23;

    /** A line and the digest of the exchange in it. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares these.
    record Line(byte[] json, ExchangeDigest digest) {}

    /** The stream in a folder; made where it is not there yet. */
    static RecordedStream of(Path folder, String scale, Progress progress) throws IOException {
        Path file = folder.resolve("wide-" + scale + ".jsonl.zst");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            progress.say("simulating traffic: wide at scale " + scale + ", seed " + SEED);
            Path unfinished = folder.resolve("unfinished.jsonl.zst");
            Scenario scenario = ScenarioFactory.of("wide", Map.of("scale", scale));
            try (ExchangeLogWriter log = ExchangeLogWriter.open(unfinished)) {
                new TrafficGenerator(scenario, SEED).run(labelled -> log.write(labelled.exchange()));
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return new RecordedStream(file);
    }

    /** Hands over every exchange in order, up to so many, read and digested as the gateway does. */
    long forEach(long most, Consumer<Line> taker) throws IOException {
        SingleRecords records = new SingleRecords(IngestSettings.DEFAULTS);
        DigestExtractor extractor = new DigestExtractor();
        return forEachLine(
                most,
                json -> records.parse(json, outcome -> {
                    if (!(outcome instanceof ParseOutcome.Parsed(Exchange exchange))) {
                        throw new IllegalStateException("the recorded stream has a record that is no exchange");
                    }
                    taker.accept(new Line(json, extractor.extract(exchange)));
                }));
    }

    /** Hands over every line in order, up to so many; returns how many there were. */
    long forEachLine(long most, Consumer<byte[]> taker) throws IOException {
        long lines = 0;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8),
                1 << 16)) {
            for (String line = reader.readLine(); line != null && lines < most; line = reader.readLine()) {
                taker.accept(line.getBytes(StandardCharsets.UTF_8));
                lines++;
            }
        }
        return lines;
    }
}
