// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.duplicates.ServedAnswer;
import dev.stillwatch.duplicates.ServedIndexWriter;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Response;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.Location;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import dev.stillwatch.scan.ScanProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Puts the answers of exchange logs into an index, going on where an earlier build of the same log stopped. */
final class ServedLogs {
    private static final int MOST_NAMED = 5;
    private static final int MOST_BEGINNING = 64 * 1024;

    private final ServedIndexWriter index;
    private final boolean strict;
    private final List<String> named = new ArrayList<>();
    private long records;
    private long answers;
    private long known;
    private long skipped;
    /** The place of a record in its input, from 1. */
    private long place;

    /**
     * Nothing read yet.
     *
     * @param strict whether a malformed record ends the reading
     */
    ServedLogs(ServedIndexWriter index, boolean strict) {
        this.index = index;
        this.strict = strict;
    }

    /** How many answers were put in. */
    long answers() {
        return answers;
    }

    /** How many records were in the index already. */
    long known() {
        return known;
    }

    /** How many records were passed over as malformed. */
    long skipped() {
        return skipped;
    }

    /** The first of them, with the reason. */
    List<String> named() {
        return named;
    }

    /** Reads the inputs in order. */
    void read(List<LogInput> inputs, ScanProgress progress) {
        long total = inputs.stream().mapToLong(input -> input.size().orElse(0)).sum();
        long before = 0;
        for (LogInput input : inputs) {
            Optional<String> identity = identity(input);
            long taken = identity.map(index::taken).orElse(0L);
            place = 0;
            try (RecordBatches batches = input.open(IngestSettings.DEFAULTS)) {
                for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                    batch.get().parse((location, outcome) -> take(location, outcome, taken));
                    identity.ifPresent(name -> index.took(name, Math.max(taken, place)));
                    progress.at(input.name(), before + batches.bytesRead(), total, records);
                }
            }
            before += input.size().orElse(0);
        }
    }

    /**
     * By what an input is known again: its place and its beginning, so that a log that has grown is the same and another
     * of its name is not. Standard input has nothing of the kind.
     */
    private static Optional<String> identity(LogInput input) {
        try {
            Path path = Path.of(input.name());
            return Files.isRegularFile(path)
                    ? Optional.of(path.toAbsolutePath().normalize() + "\n" + beginning(path))
                    : Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    /** The first line of a text, which stays as the file grows, or the first bytes of anything else; as a digest. */
    private static String beginning(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(MOST_BEGINNING);
            int end = head.length > 0 && head[0] == '{' ? 0 : head.length;
            while (end < head.length && head[end] != '\n') {
                end++;
            }
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(head, end)));
        } catch (IOException e) {
            throw new StillwatchException(path + " cannot be read; check that you may", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void take(Location location, ParseOutcome outcome, long taken) {
        place++;
        records++;
        if (place <= taken) {
            known++;
            return;
        }
        switch (outcome) {
            case ParseOutcome.Parsed(Exchange exchange) -> add(exchange);
            case ParseOutcome.Skipped _ -> {
                // A span of something else is no answer.
            }
            case ParseOutcome.Malformed(String reason) -> {
                if (strict) {
                    throw new StillwatchException(
                            location + ": " + reason + ". Mend the record, or build without --strict to skip it.");
                }
                skipped++;
                if (named.size() < MOST_NAMED) {
                    named.add(location + ": " + reason);
                }
            }
        }
    }

    private void add(Exchange exchange) {
        if (exchange.response().isEmpty()) {
            return;
        }
        Response response = exchange.response().get();
        String text = response.reasoning().map(reasoning -> reasoning + "\n").orElse("") + response.content();
        if (text.isBlank()) {
            return;
        }
        List<String> request = exchange.request().messages().stream()
                .map(Message::text)
                .filter(asked -> !asked.isEmpty())
                .toList();
        index.add(new ServedAnswer(text, request, Optional.of(exchange.time()), exchange.model()));
        answers++;
    }
}
