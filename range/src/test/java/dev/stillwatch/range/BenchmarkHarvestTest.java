// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Laboratories repeat benchmark items, a campaign deals each once: the same questions, told apart. */
class BenchmarkHarvestTest {
    private static final DigestExtractor EXTRACTOR = new DigestExtractor();

    @Test
    void assess_campaignDealsBenchmarkItems_isFoundAndLaboratoriesAreNot() {
        List<LabelledExchange> all = Traffic.of(
                "benign=400", "share-evaluation=0.05", "accounts=150", "rate=1", "days=2", "items=evaluation-bare");
        TrafficSummary summary = new TrafficSummary();
        all.forEach(e -> summary.observe(EXTRACTOR.extract(e.exchange())));
        Map<String, Kind> kinds = all.stream()
                .collect(Collectors.toMap(e -> e.exchange().account(), LabelledExchange::kind, (a, b) -> a));

        Assessment assessment = new Detector(DetectorSettings.DEFAULTS).assess(summary, new TrafficSummary());

        Map<Kind, Long> accused = assessment.accounts().stream()
                .filter(a -> a.verdict() == Verdict.DISTILLATION)
                .collect(Collectors.groupingBy(a -> kinds.get(a.account()), Collectors.counting()));
        assertThat(accused.keySet()).isEqualTo(Set.of(Kind.CAMPAIGN));
        assertThat(accused.get(Kind.CAMPAIGN)).isGreaterThanOrEqualTo(140);
        assertThat(assessment.accounts())
                .filteredOn(a -> kinds.get(a.account()) == Kind.EVALUATION)
                .hasSizeGreaterThan(10)
                .extracting(AccountAssessment::verdict)
                .containsOnly(Verdict.EVALUATION, Verdict.CLEAR);
    }
}
