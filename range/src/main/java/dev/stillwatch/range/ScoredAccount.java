// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a detector said of one account.
 *
 * @param score log-odds of distillation, higher is worse
 * @param campaign id of the campaign it was put into
 */
public record ScoredAccount(String account, double score, Verdict verdict, Optional<String> campaign) {
    private static final String HEADER = "account,org,exchanges,score,p_value,verdict,campaign";

    public ScoredAccount {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("score is not a number");
        }
    }

    /** The accounts of an assessment. */
    public static List<ScoredAccount> of(Assessment assessment) {
        return assessment.accounts().stream()
                .map(account -> new ScoredAccount(
                        account.account(), account.score().nats(), account.verdict(), account.campaign()))
                .toList();
    }

    /**
     * Reads the {@code accounts.csv} of a scan.
     *
     * @throws StillwatchException when it is missing or malformed
     */
    public static List<ScoredAccount> read(Path file) {
        List<ScoredAccount> accounts = new ArrayList<>();
        Csv.read(file, HEADER, fields -> {
            try {
                accounts.add(new ScoredAccount(
                        fields.getFirst(),
                        Double.parseDouble(fields.get(3)),
                        Verdict.valueOf(fields.get(5).toUpperCase(Locale.ROOT)),
                        fields.get(6).isEmpty() ? Optional.empty() : Optional.of(fields.get(6))));
            } catch (IllegalArgumentException e) {
                throw new StillwatchException(
                        file + " row " + (accounts.size() + 1) + " has an unknown score or verdict", e);
            }
        });
        return accounts;
    }
}
