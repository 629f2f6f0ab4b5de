// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Harvests through the real gateway: what comes back under each response, to the campaign and to everybody else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HarvestRunTest {
    private static final HarvestPlan PLAN = new HarvestPlan(
            8,
            80,
            160,
            Duration.ofHours(12),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofHours(1),
            4);

    @TempDir
    private static Path folder = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final Solver model = Teachers.untrained();
    private final Crowd crowd = new Crowd(PLAN, List.of(ProblemKind.values()), Set.of());
    private TeacherServer teacher;
    private HarvestResult undefended;

    @BeforeAll
    void harvestUndefended() throws Exception {
        teacher = new TeacherServer(vertx, model, 2, InstantSource.fixed(Instant.EPOCH));
        undefended = harvest(Defence.NONE, Defence.Scope.CAMPAIGN);
    }

    @AfterAll
    void stop() {
        teacher.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private HarvestResult harvest(Defence defence, Defence.Scope scope) throws Exception {
        return HarvestRun.run(PLAN, defence, scope, crowd, teacher, place(), sent -> {});
    }

    /** Where the first exchange stands whose question or steps are others than without a defence; empty for none. */
    private String difference(HarvestResult result) {
        for (int i = 0; i < undefended.harvested().size(); i++) {
            Harvested expected = undefended.harvested().get(i);
            Harvested given = result.harvested().get(i);
            if (!given.prompt().equals(expected.prompt()) || !given.reasoning().equals(expected.reasoning())) {
                return "exchange " + i + ": question " + expected.prompt() + " was " + given.prompt() + ", steps of "
                        + expected.reasoning().length() + " characters were "
                        + given.reasoning().length();
            }
        }
        return "";
    }

    private List<String> prompts() {
        return undefended.harvested().stream().map(Harvested::prompt).toList();
    }

    private Path place() throws IOException {
        return Files.createTempDirectory(folder, "service");
    }

    @Test
    void none_campaignGetsAllThatTheTeacherSays() {
        assertThat(undefended.sent()).isBetween(100, 220);
        assertThat(undefended.harvested()).hasSize(undefended.sent());
        for (Harvested one : undefended.harvested()) {
            assertThat(one.reasoning()).isEqualTo(model.solve(one.prompt()).reasoning());
            assertThat(one.tokens())
                    .isNotEmpty()
                    .allMatch(token -> token.likeliest().size() == 5);
        }
        assertThat(undefended.benign().requests())
                .isPositive()
                .isEqualTo(undefended.benign().served());
        assertThat(undefended.benign().problems()).isPositive();
        assertThat(undefended.benign().stepsSeen())
                .isEqualTo(undefended.benign().steps())
                .isPositive();
        assertThat(undefended.benign().logprobsSeen())
                .isEqualTo(undefended.benign().logprobs())
                .isPositive();
    }

    @Test
    void none_again_givesTheSame() throws Exception {
        HarvestResult again = harvest(Defence.NONE, Defence.Scope.CAMPAIGN);
        assertThat(again.sent()).isEqualTo(undefended.sent());
        assertThat(again.benign()).isEqualTo(undefended.benign());
        assertThat(difference(again)).isEmpty();
        assertThat(again.harvested().equals(undefended.harvested())).isTrue();
    }

    @Test
    void reasoningWithheld_campaignGetsAnswersOnly_andNobodyElseNotices() throws Exception {
        HarvestResult result = harvest(Defence.REASONING_WITHHELD, Defence.Scope.CAMPAIGN);
        assertThat(result.harvested())
                .hasSameSizeAs(undefended.harvested())
                .allMatch(one -> one.reasoning().isEmpty() && one.tokens().isEmpty());
        assertThat(result.harvested().stream().map(Harvested::prompt).toList().equals(prompts()))
                .isTrue();
        assertThat(result.benign()).isEqualTo(undefended.benign());
    }

    @Test
    void reasoningWithheld_fromEverybody_takesItFromThoseWhoAskedForIt() throws Exception {
        HarvestResult result = harvest(Defence.REASONING_WITHHELD, Defence.Scope.EVERYBODY);
        assertThat(result.sent()).isZero();
        assertThat(result.benign().served()).isEqualTo(undefended.benign().served());
        assertThat(result.benign().right()).isEqualTo(undefended.benign().right());
        assertThat(result.benign().stepsSeen()).isZero();
        assertThat(result.benign().logprobsSeen()).isZero();
    }

    @Test
    void logprobsStripped_campaignGetsStepsWithoutThem() throws Exception {
        HarvestResult result = harvest(Defence.LOGPROBS_STRIPPED, Defence.Scope.CAMPAIGN);
        assertThat(result.harvested()).allMatch(one -> one.tokens().isEmpty());
        assertThat(difference(result)).isEmpty();
        assertThat(result.benign()).isEqualTo(undefended.benign());
    }

    @Test
    void throttled_campaignGetsAboutAQuarterAndABurst() throws Exception {
        HarvestResult result = harvest(Defence.THROTTLED, Defence.Scope.CAMPAIGN);
        assertThat(result.sent()).isEqualTo(undefended.sent());
        assertThat(result.harvested().size() + result.throttled()).isEqualTo(result.sent());
        assertThat(result.harvested().size()).isBetween(result.sent() / 6, result.sent() / 2);
        assertThat(result.benign()).isEqualTo(undefended.benign());
    }
}
