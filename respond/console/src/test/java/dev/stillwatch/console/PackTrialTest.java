// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyPack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackTrialTest {
    @TempDir
    private Path folder;

    private static PolicyPack pack(String more) {
        return PolicyPack.parse("pack.yaml", """
                id: tried
                version: 1.0.0
                title: Tried
                issuer: the operator
                status: voluntary
                known-at: 2026-11-01
                mode: enforce
                %srules:
                  - id: slow
                    when: has_campaign && campaign.verdict == "distillation"
                    then: {throttle: {requests: 60, per: 1h}}
                    lasting: 1d
                    reason: Usage is reviewed.
                """.formatted(more).getBytes(StandardCharsets.UTF_8));
    }

    private static PackTrial trial(String more, LongSupplier nanos) {
        return new PackTrial(PackSet.EMPTY, pack(more), SampleCampaign.NOW, nanos);
    }

    private static long noTime() {
        return 0;
    }

    private static LongSupplier ticking(long nanosEach) {
        AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1_000);
        return () -> time.addAndGet(nanosEach);
    }

    @Test
    void accounts_few_areAllLookedAtOnce() {
        for (int others : new int[] {0, 1, 2, 7, 100, 611}) {
            Assessment assessment = SampleAssessment.of(SampleCampaign.of("farm", 10), others);
            PackTrial.Accounts found = trial("", PackTrialTest::noTime).accounts(assessment);
            assertThat(found.partly()).isFalse();
            assertThat(found.preview().rules().getFirst().matched()).containsEntry(Verdict.DISTILLATION, 10L);
            assertThat(found.preview().accounts()).isEqualTo(10 + others);
        }
    }

    @Test
    void accounts_outOfTime_endWithAnEvenShare() {
        Assessment assessment = SampleAssessment.of(SampleCampaign.of("farm", 1_000), 9_000);
        PackTrial.Accounts found =
                trial("", ticking(PackTrial.LONGEST.toNanos() / 1_000)).accounts(assessment);
        assertThat(found.partly()).isTrue();
        assertThat(found.preview().accounts()).isBetween(990L, 1_000L);
        assertThat(found.preview().rules().getFirst().total()).isBetween(90L, 110L);
    }

    @Test
    void accounts_moreThanAreLookedAt_areSampled() {
        Assessment assessment = SampleAssessment.of(SampleCampaign.of("farm", 20_000), 20_000);
        PackTrial.Accounts found = trial("", PackTrialTest::noTime).accounts(assessment);
        assertThat(found.preview().accounts()).isEqualTo(PackTrial.MOST_ACCOUNTS);
        assertThat(found.preview().rules().getFirst().total()).isBetween(9_900L, 10_100L);
    }

    @Test
    void cases_outOfTime_saysHowManyWereLookedAt() {
        try (CaseStore store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE)) {
            store.observe(
                    IntStream.range(0, 12)
                            .mapToObj(i -> SampleCampaign.of("farm-" + i, 5))
                            .toList(),
                    SampleCampaign.NOW);
            PackTrial.Cases all = trial("", PackTrialTest::noTime).cases(store);
            assertThat(all.hits()).hasSize(12);
            assertThat(all.hits().getFirst().what()).containsExactly("Throttle to 60 requests per 1 hour (slow)");
            assertThat(all.partly()).isFalse();
            PackTrial.Cases some =
                    trial("", ticking(PackTrial.LONGEST.toNanos() / 4)).cases(store);
            assertThat(some.judged()).isEqualTo(3);
            assertThat(some.partly()).isTrue();
        }
    }

    @Test
    void resting_packThatDoesNotApply_saysWhy() {
        assertThat(trial("", PackTrialTest::noTime).resting()).isEmpty();
        assertThat(trial("expires: 2026-11-02\n", PackTrialTest::noTime).resting())
                .hasValueSatisfying(why -> assertThat(why).contains("expired"));
        PackTrial again = new PackTrial(
                PackSet.of(List.of(pack(""))), pack("jurisdiction: EU\n"), SampleCampaign.NOW, PackTrialTest::noTime);
        assertThat(again.replaced()).containsExactly("tried@1.0.0");
    }
}
