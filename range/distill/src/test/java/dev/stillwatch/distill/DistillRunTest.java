// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole measurement, with tiny models, the real trainer, the real gateway and the real detection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DistillRunTest {
    private static final Scale TINY = new Scale(32, 1, 200, 300, 16, 1, 5, 20);
    private static final HarvestPlan PLAN = new HarvestPlan(
            30,
            150,
            300,
            Duration.ofHours(18),
            Duration.ofHours(4),
            Duration.ofHours(2),
            Duration.ofDays(1),
            Duration.ofHours(1),
            3);

    @TempDir
    private static Path folder = Path.of("");

    private final List<Example> trainedOn = new ArrayList<>();
    private DistillOutcome outcome = new DistillOutcome(PLAN, TINY, new Accuracy(0, 1), 0, List.of());

    /** The real one, which remembers what it was given. */
    private final Trainer trainer = (start, examples, plan, listener) -> {
        trainedOn.addAll(examples);
        return new TorchTrainer().train(start, examples, plan, listener);
    };

    @BeforeAll
    void measure() throws Exception {
        outcome = run(Defence.NONE, Defence.DETECTED);
    }

    private DistillOutcome run(Defence... defences) throws InterruptedException, IOException {
        return DistillRun.run(
                new DistillRun.Choices(
                        PLAN,
                        TINY,
                        Optional.of(folder.resolve("teacher")),
                        List.of(defences),
                        List.of(0.5, 1.0),
                        false),
                trainer,
                Files.createTempDirectory(folder, "work"),
                what -> {});
    }

    @Test
    void none_studentHasAllOfTheHarvest_andCostsLessThanTheTeacher() {
        DistillOutcome.Row row = outcome.rows().getFirst();
        assertThat(row.received()).isEqualTo(row.sent()).isBetween(200, 400);
        assertThat(row.curve()).hasSize(2);
        assertThat(row.curve().getFirst().exchanges()).isEqualTo(Math.round(row.received() / 2.0));
        assertThat(row.curve().getLast().exchanges()).isEqualTo(row.received());
        assertThat(row.curve().getLast().cost()).isBetween(0.0, 1.0);
        assertThat(row.onEverybody()).isEmpty();
    }

    @Test
    void detected_harvestStopsOnceSuspended_andNobodyElseNotices() {
        DistillOutcome.Row row = outcome.rows().getLast();
        HarvestResult.Detection detection = row.detection().orElseThrow();
        assertThat(detection.found()).isPresent();
        Duration suspended = detection.suspended().orElseThrow();
        assertThat(suspended)
                .isBetween(
                        detection
                                .found()
                                .orElseThrow()
                                .plus(PLAN.approvalAfter())
                                .minusSeconds(1),
                        detection
                                .found()
                                .orElseThrow()
                                .plus(PLAN.approvalAfter())
                                .plusSeconds(1));
        assertThat(detection.accounts()).isGreaterThan(25);
        assertThat(row.received()).isBetween(row.sent() / 5, row.sent() * 9 / 10);
        assertThat(row.onCampaign().problems())
                .isEqualTo(outcome.rows().getFirst().onCampaign().problems());
        assertThat(row.onCampaign().requests() - row.onCampaign().served())
                .isLessThan(row.onCampaign().requests() / 20);
    }

    @Test
    void reasoningWithheld_nothingOfItIsTrainedOn() throws Exception {
        trainedOn.clear();
        DistillOutcome withheld = run(Defence.REASONING_WITHHELD);
        DistillOutcome.Row row = withheld.rows().getFirst();
        assertThat(row.onCampaign()).isEqualTo(outcome.rows().getFirst().onCampaign());
        for (Example example : trainedOn) {
            assertThat(example.tokens().get(example.promptLength())).isEqualTo(Vocabulary.ANSWER);
            assertThat(example.alternatives()).isEmpty();
        }
        assertThat(trainedOn).hasSizeGreaterThan(withheld.rows().getFirst().received() / 2);
    }

    @Test
    void sameSeed_sameRow() throws Exception {
        assertThat(run(Defence.NONE).rows()).isEqualTo(outcome.rows().subList(0, 1));
    }

    @Test
    void page_holdsEveryResponseAndNothingFromElsewhere() {
        String page = OutcomePage.of(outcome);
        assertThat(page).contains("detected and suspended", "<polyline", "Content-Security-Policy");
        assertThat(page).doesNotContain("src=\"http", "href=\"http", " style=");
    }

    @Test
    void json_holdsWhatTheTableSays() {
        var json = new tools.jackson.databind.json.JsonMapper().readTree(OutcomeJson.of(outcome));
        assertThat(json.path("responses")).hasSize(2);
        assertThat(json.path("responses").path(0).path("received").asInt())
                .isEqualTo(outcome.rows().getFirst().received());
        assertThat(json.path("responses")
                        .path(1)
                        .path("detection")
                        .path("benign_hit")
                        .isInt())
                .isTrue();
    }
}
