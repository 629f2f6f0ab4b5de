// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.ExchangeLogWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A folder of labelled traffic: the log, {@code truth.csv} with the header {@code account,kind,campaign} and one row for
 * every account in the log, and the baseline log where there is one.
 *
 * <p>Not thread-safe. The truth is written on {@link #close}.
 */
public final class TrafficFolder implements Consumer<LabelledExchange>, AutoCloseable {
    /** Name of the truth file. */
    public static final String TRUTH = "truth.csv";

    private static final List<String> SUFFIXES = List.of(".jsonl", ".jsonl.gz", ".jsonl.zst");

    private final Path folder;
    private final String suffix;
    private final Instant start;
    private final Map<String, Label> truth = new TreeMap<>();
    private final ExchangeLogWriter traffic;
    private Optional<ExchangeLogWriter> baseline = Optional.empty();
    private long exchanges;
    private long baselineExchanges;

    private record Label(Kind kind, String campaign) {}

    /**
     * Starts a folder; existing logs there are replaced.
     *
     * @param suffix of the logs, after {@code traffic} and {@code baseline}: {@code .jsonl}, {@code .jsonl.gz} or
     *     {@code .jsonl.zst}
     * @param start exchanges before it go to the baseline log
     * @throws StillwatchException when the folder cannot be written
     */
    public TrafficFolder(Path folder, String suffix, Instant start) {
        this.folder = folder;
        this.suffix = suffix;
        this.start = start;
        try {
            Files.createDirectories(folder);
            for (String old : SUFFIXES) {
                Files.deleteIfExists(folder.resolve("traffic" + old));
                Files.deleteIfExists(folder.resolve("baseline" + old));
            }
        } catch (IOException e) {
            throw new StillwatchException("cannot write " + folder, e);
        }
        traffic = open("traffic");
    }

    private ExchangeLogWriter open(String name) {
        return ExchangeLogWriter.open(folder.resolve(name + suffix));
    }

    @Override
    public void accept(LabelledExchange labelled) {
        Exchange exchange = labelled.exchange();
        if (exchange.time().isBefore(start)) {
            if (baseline.isEmpty()) {
                baseline = Optional.of(open("baseline"));
            }
            baseline.get().write(exchange);
            baselineExchanges++;
        } else {
            traffic.write(exchange);
            exchanges++;
            truth.computeIfAbsent(
                    exchange.account(),
                    account -> new Label(labelled.kind(), labelled.campaign().orElse("")));
        }
    }

    /** Exchanges in the log so far, those of the baseline not counted. */
    public long exchanges() {
        return exchanges;
    }

    /** Exchanges in the baseline log so far. */
    public long baselineExchanges() {
        return baselineExchanges;
    }

    /** Accounts in the log so far. */
    public int accounts() {
        return truth.size();
    }

    @Override
    public void close() {
        traffic.close();
        baseline.ifPresent(ExchangeLogWriter::close);
        StringBuilder csv = new StringBuilder("account,kind,campaign\n");
        truth.forEach((account, label) -> csv.append(account)
                .append(',')
                .append(label.kind().label())
                .append(',')
                .append(label.campaign())
                .append('\n'));
        try {
            Files.writeString(folder.resolve(TRUTH), csv, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StillwatchException("cannot write " + folder.resolve(TRUTH), e);
        }
    }
}
