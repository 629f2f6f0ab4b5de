// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What detection found: a campaign, and accounts of whom nothing is suspected. */
final class SampleAssessment {
    private SampleAssessment() {}

    static Assessment of(Campaign campaign, int others) {
        List<AccountAssessment> accounts = new ArrayList<>();
        campaign.accounts()
                .forEach(name ->
                        accounts.add(account(name, 7.5, 0.001, Verdict.DISTILLATION, Optional.of(campaign.id()))));
        for (int i = 0; i < others; i++) {
            accounts.add(account("other-%06d".formatted(i), -3.0, 0.6, Verdict.CLEAR, Optional.empty()));
        }
        accounts.sort(Comparator.comparing(AccountAssessment::account));
        return new Assessment(
                accounts,
                List.of(campaign),
                new Calibration(
                        "the log itself",
                        Math.max(1, others),
                        new Probability(0.01),
                        new LogOdds(2),
                        new Probability(0.001)),
                1_000,
                List.of());
    }

    private static AccountAssessment account(
            String name, double score, double p, Verdict verdict, Optional<String> campaign) {
        return new AccountAssessment(
                name,
                Optional.empty(),
                100,
                new LogOdds(score),
                new Probability(p),
                verdict,
                campaign,
                List.of(),
                List.of());
    }
}
