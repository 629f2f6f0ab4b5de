// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.detect.AccountAssessment;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.ConfirmedBenign;
import dev.stillwatch.detect.Detector;
import dev.stillwatch.detect.DetectorSettings;
import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Campaigns among simulated customers, some of whose accounts people took for benign. */
class FoundBenignTest {
    private static final TrafficSummary TRAFFIC = new TrafficSummary();
    private static Assessment untold = assessed(ConfirmedBenign.NONE);
    private static Instant middle = Instant.EPOCH;
    private static Instant end = Instant.EPOCH;

    @BeforeAll
    static void simulate() {
        DigestExtractor extractor = new DigestExtractor();
        Traffic.of("benign=500", "accounts=120", "rate=1", "days=2")
                .forEach(e -> TRAFFIC.observe(extractor.extract(e.exchange())));
        end = TRAFFIC.span().orElseThrow().until();
        middle = end.minus(Duration.ofHours(24));
        untold = assessed(ConfirmedBenign.NONE);
    }

    private static Assessment assessed(ConfirmedBenign confirmed) {
        return new Detector(DetectorSettings.DEFAULTS)
                .assess(TRAFFIC, new TrafficSummary(), List.of(), Parallel.SEQUENTIAL, confirmed);
    }

    private static Set<String> accused(Assessment assessment) {
        return assessment.accounts().stream()
                .filter(a -> a.verdict() == Verdict.DISTILLATION)
                .map(AccountAssessment::account)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> someAccused(int count) {
        List<String> shuffled = new ArrayList<>(accused(untold));
        Collections.shuffle(shuffled, new Random(count));
        return new TreeSet<>(shuffled.subList(0, count));
    }

    private static ConfirmedBenign found(Set<String> accounts, Instant at) {
        return new ConfirmedBenign(
                accounts.stream().collect(Collectors.toMap(a -> a, a -> at)), ConfirmedBenign.USUALLY_LASTING);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 45})
    void assess_someOfACampaignFoundBenign_othersAreAccusedAsBefore(int count) {
        Set<String> covered = someAccused(count);
        Assessment told = assessed(found(covered, end));
        Set<String> others = accused(untold);
        others.removeAll(covered);
        assertThat(others).hasSizeGreaterThan(50);
        assertThat(accused(told)).isEqualTo(others);
        assertThat(told.calibration()).isEqualTo(untold.calibration());
    }

    @Test
    void assess_accountsThatGoOnAsBefore_mostlyStayCovered() {
        Set<String> covered = someAccused(40);
        Set<String> told = accused(assessed(found(covered, middle)));
        told.retainAll(covered);
        assertThat(told).hasSizeLessThanOrEqualTo(4);
    }
}
