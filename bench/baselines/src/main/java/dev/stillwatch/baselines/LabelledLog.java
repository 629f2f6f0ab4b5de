// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.LogInput;
import dev.stillwatch.ingest.LogInputs;
import dev.stillwatch.ingest.ParseOutcome;
import dev.stillwatch.ingest.RecordBatch;
import dev.stillwatch.ingest.RecordBatches;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that {@code stillwatch range traffic} wrote, read once: volume and a sample of prompts for each account.
 *
 * @param accounts by account, sorted
 * @param reference prompts that methods take for ordinary: of the baseline where the folder has one, otherwise of the log
 *     itself, whose campaign the methods cannot know
 * @param exchanges in the log
 */
record LabelledLog(Map<String, AccountTraffic> accounts, List<SampledPrompt> reference, long exchanges) {

    /**
     * Reads a folder.
     *
     * @param promptsPerAccount most prompts kept of an account
     * @param references most prompts kept as ordinary ones
     * @throws StillwatchException when the folder has no log
     */
    static LabelledLog read(Path folder, int promptsPerAccount, int references) {
        Map<String, AccountTraffic> accounts = read(
                log(folder, "traffic")
                        .orElseThrow(
                                () -> new StillwatchException(
                                        folder
                                                + ": no traffic.jsonl there (also .gz, .zst); write one with 'stillwatch range traffic'")),
                promptsPerAccount);
        Map<String, AccountTraffic> ordinary =
                log(folder, "baseline").map(log -> read(log, promptsPerAccount)).orElse(accounts);
        return new LabelledLog(
                accounts,
                prompts(ordinary)
                        .sorted(Comparator.comparingLong(SampledPrompt::rank))
                        .limit(references)
                        .toList(),
                accounts.values().stream().mapToLong(AccountTraffic::exchanges).sum());
    }

    /** The log, or the baseline, of a folder. */
    static Optional<LogInput> log(Path folder, String name) {
        return Stream.of(".jsonl", ".jsonl.gz", ".jsonl.zst")
                .map(suffix -> folder.resolve(name + suffix))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> LogInputs.resolve(List.of(file.toString()), InputStream.nullInputStream())
                        .getFirst());
    }

    private static Map<String, AccountTraffic> read(LogInput log, int promptsPerAccount) {
        Map<String, AccountTraffic> accounts = new TreeMap<>();
        try (RecordBatches batches = log.open(IngestSettings.DEFAULTS)) {
            for (Optional<RecordBatch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
                batch.get().parse((_, outcome) -> {
                    if (outcome instanceof ParseOutcome.Parsed(var exchange)) {
                        accounts.computeIfAbsent(exchange.account(), _ -> new AccountTraffic(promptsPerAccount))
                                .observe(exchange);
                    }
                });
            }
        }
        return accounts;
    }

    private static Stream<SampledPrompt> prompts(Map<String, AccountTraffic> accounts) {
        return accounts.values().stream().flatMap(account -> account.prompts().stream());
    }

    /** All sampled prompts, oldest first. */
    List<SampledPrompt> stream() {
        return prompts(accounts)
                .sorted(Comparator.comparingLong(SampledPrompt::timeMillis).thenComparingLong(SampledPrompt::rank))
                .toList();
    }
}
