// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Feedback.Finding;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether what is announced is what the store then does. */
class BlastRadiusTest {
    private static final Instant NOW = SampleCampaign.NOW;

    @TempDir
    private Path folder;

    private CaseStore store;

    @BeforeEach
    void open() {
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Case newCase(Campaign campaign) {
        return store.find(store.observe(List.of(campaign), NOW).getFirst().caseId());
    }

    private static Wanted suspension(Duration lasting) {
        return new Wanted(new Countermeasure.Suspend(), lasting, "Automated collection.");
    }

    private Optional<Action> act(Case one, Set<String> accounts, Wanted wanted, boolean needsApproval, Instant when) {
        return store.act(
                Optional.of(one.id()),
                accounts,
                new Decision(
                        "by-hand",
                        "1",
                        "analyst",
                        wanted.measure(),
                        wanted.lasting(),
                        needsApproval,
                        wanted.reason(),
                        "0".repeat(64),
                        when),
                "ben",
                when);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 12, 47, 48, 49, 95, 96, 97, 200})
    void touched_beforeAnAction_isWhatTheActionThenTouches(long hours) {
        Case first = newCase(SampleCampaign.of("group", 40));
        List<String> accounts = first.accounts().stream().sorted().toList();
        act(first, Set.copyOf(accounts.subList(0, 10)), suspension(Duration.ofDays(2)), false, NOW);
        act(first, Set.copyOf(accounts.subList(10, 13)), suspension(Duration.ofDays(2)), true, NOW);
        store.feedback(first.id(), accounts.subList(30, 35), Finding.FALSE_POSITIVE, "students", "ben", NOW);
        Case one = store.find(first.id());
        Wanted wanted = suspension(Duration.ofHours(hours));

        BlastRadius radius = BlastRadius.of(store, one, wanted, NOW);

        assertThat(radius.members()).isEqualTo(40);
        assertThat(radius.benign()).isEqualTo(5);
        assertThat(radius.covered()).isEqualTo(hours <= 96 ? 13 : 3);
        assertThat(act(one, one.accounts(), wanted, true, NOW).orElseThrow().accounts())
                .hasSize(radius.touched());
    }

    @Test
    void others_areCountedWhicheverCaseTheyAreOf() {
        Case one = newCase(SampleCampaign.of("group", 40));
        List<String> accounts = one.accounts().stream().sorted().toList();
        Wanted throttle =
                new Wanted(new Countermeasure.Throttle(5, Duration.ofHours(1)), Duration.ofDays(1), "Slower.");
        act(one, Set.copyOf(accounts.subList(0, 8)), throttle, false, NOW);
        store.act(
                Optional.empty(),
                Set.of(accounts.get(3), "somebody-else"),
                new Decision(
                        "directive",
                        "1",
                        "d",
                        new Countermeasure.Withhold(Set.of("large")),
                        Duration.ofDays(1),
                        false,
                        "Directive.",
                        "0".repeat(64),
                        NOW),
                "ben",
                NOW);
        BlastRadius radius = BlastRadius.of(store, store.find(one.id()), suspension(Duration.ofDays(1)), NOW);
        assertThat(radius.others()).isEqualTo(Map.of("throttle to 5 requests per 1 hour", 8, "withhold large", 1));
        assertThat(radius.shared()).isEqualTo(Map.of("payment", 2));
        Instant later = NOW.plus(Duration.ofDays(2));
        assertThat(BlastRadius.of(store, store.find(one.id()), suspension(Duration.ofDays(1)), later)
                        .others())
                .isEmpty();
    }

    @Test
    void exchanges_areThoseOfTheLatestDay_andUnknownWithoutHours() {
        Campaign campaign = SampleCampaign.of("group", 40);
        long lastDay = campaign.timeline().subList(48, 72).stream()
                .mapToLong(Campaign.HourCount::exchanges)
                .sum();
        assertThat(BlastRadius.of(store, newCase(campaign), suspension(Duration.ofDays(1)), NOW)
                        .dailyExchanges())
                .hasValue(lastDay);
        Campaign bare = new Campaign(
                "c-bare",
                campaign.verdict(),
                campaign.score(),
                campaign.pValue(),
                List.of("one", "two"),
                10,
                0,
                NOW,
                NOW,
                campaign.signals(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        BlastRadius radius = BlastRadius.of(store, newCase(bare), suspension(Duration.ofDays(1)), NOW);
        assertThat(radius.dailyExchanges()).isEmpty();
        assertThat(radius.shared()).isEmpty();
    }
}
