// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Campaigns that harvest with somebody else's prompts, beside those whose prompts they are. */
class BorrowedPromptsTest {
    private static final DigestExtractor EXTRACTOR = new DigestExtractor();

    @Test
    void assess_campaignDealsBenchmarkItems_isFoundAndLaboratoriesAreNot() {
        Map<Kind, Map<Verdict, Long>> verdicts = verdicts(
                "benign=400", "share-evaluation=0.05", "accounts=150", "rate=1", "days=2", "items=evaluation-bare");

        assertThat(verdicts.get(Kind.CAMPAIGN).get(Verdict.DISTILLATION)).isGreaterThanOrEqualTo(140);
        assertThat(verdicts.get(Kind.EVALUATION).keySet()).isSubsetOf(Verdict.EVALUATION, Verdict.CLEAR);
        verdicts.remove(Kind.CAMPAIGN);
        assertThat(verdicts.values()).noneMatch(v -> v.containsKey(Verdict.DISTILLATION));
    }

    @Test
    void assess_campaignSendsOtherPeoplesPrompts_isCalledPooledAccessAndPeopleAreNot() {
        Map<Kind, Map<Verdict, Long>> verdicts =
                verdicts("benign=500", "person-rate=0.5", "accounts=120", "rate=1", "days=3", "items=people");

        assertThat(verdicts.get(Kind.CAMPAIGN).get(Verdict.RESELLER)).isGreaterThanOrEqualTo(60);
        assertThat(verdicts.get(Kind.PERSON).getOrDefault(Verdict.RESELLER, 0L)).isLessThanOrEqualTo(3);
        assertThat(verdicts.values()).noneMatch(v -> v.containsKey(Verdict.DISTILLATION));
    }

    @Test
    void assess_nobodyPoolsAccess_onlyResellersAreCalledSo() {
        Map<Kind, Map<Verdict, Long>> verdicts = verdicts("benign=600", "person-rate=0.5", "campaigns=0", "days=3");

        verdicts.remove(Kind.RESELLER);
        assertThat(verdicts.values()).noneMatch(v -> v.containsKey(Verdict.RESELLER));
    }

    private static Map<Kind, Map<Verdict, Long>> verdicts(String... knobs) {
        List<LabelledExchange> all = Traffic.of(knobs);
        TrafficSummary summary = new TrafficSummary();
        all.forEach(e -> summary.observe(EXTRACTOR.extract(e.exchange())));
        Map<String, Kind> kinds = all.stream()
                .collect(Collectors.toMap(e -> e.exchange().account(), LabelledExchange::kind, (a, b) -> a));
        Assessment assessment = new Detector(DetectorSettings.DEFAULTS).assess(summary, new TrafficSummary());
        return assessment.accounts().stream()
                .collect(Collectors.groupingBy(
                        a -> kinds.get(a.account()), Collectors.groupingBy(a -> a.verdict(), Collectors.counting())));
    }
}
