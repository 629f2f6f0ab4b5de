// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Calibration;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Channel;
import dev.stillwatch.detect.LogOdds;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Signal;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.report.ReportFolder;
import dev.stillwatch.report.ScanFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A report of a scan that found one campaign, c-1, yesterday; all that must not leave holds a canary. */
final class DetectedCampaign {
    static final String CANARY = "zqcanary7731";

    private DetectedCampaign() {}

    static String account(int number) {
        // Not the canary: a match names accounts to the operator, as all reports do.
        return "member-" + number;
    }

    static Path report(Path folder, int accounts, int alike) {
        Instant last = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(5));
        Instant first = last.minus(Duration.ofDays(6));
        List<String> members = IntStream.range(0, accounts)
                .mapToObj(DetectedCampaign::account)
                .sorted()
                .toList();
        List<Integer> sharing = IntStream.range(0, alike).boxed().toList();
        Campaign campaign = new Campaign(
                "c-1",
                Verdict.DISTILLATION,
                new LogOdds(4),
                new Probability(0.001),
                members,
                90_000,
                0,
                first,
                last,
                List.of(new Signal(Channel.TEMPLATE, new LogOdds(4), CANARY)),
                List.of(new Campaign.Template("solve … " + CANARY + " step by step", 500, alike)),
                List.of(),
                List.of(
                        new Campaign.Link("asn", "AS64500", sharing),
                        new Campaign.Link("asn", "AS64501", List.of(0, 1)),
                        new Campaign.Link("asn", CANARY, sharing),
                        new Campaign.Link("payment", CANARY, sharing),
                        new Campaign.Link("user-agent", CANARY, sharing)),
                IntStream.range(0, 48)
                        .mapToObj(hour -> new Campaign.HourCount(first.plus(Duration.ofHours(hour)), 20))
                        .toList());
        List<AccountAssessment> assessed = members.stream()
                .map(member -> new AccountAssessment(
                        member,
                        Optional.of(CANARY),
                        42,
                        new LogOdds(4),
                        new Probability(0.001),
                        Verdict.DISTILLATION,
                        Optional.of("c-1"),
                        List.of(),
                        List.of()))
                .toList();
        ReportFolder.write(
                new Assessment(
                        assessed,
                        List.of(campaign),
                        new Calibration(
                                "the bulk of the scanned traffic",
                                1_000,
                                new Probability(0.001),
                                new LogOdds(3.4),
                                new Probability(0.001)),
                        90_000,
                        List.of()),
                new ScanFacts(
                        "0.1.0",
                        List.of("logs"),
                        List.of(),
                        90_000,
                        0,
                        List.of(),
                        0,
                        Optional.of(new ScanFacts.TimeRange(first, last)),
                        Duration.ofSeconds(1),
                        ScanFacts.OutputPrice.ASSUMED),
                folder);
        return folder;
    }
}
