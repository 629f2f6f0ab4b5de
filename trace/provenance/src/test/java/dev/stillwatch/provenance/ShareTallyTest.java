// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stillwatch.provenance.ShareOutcome.CannotTell;
import dev.stillwatch.provenance.ShareOutcome.Doubt;
import dev.stillwatch.provenance.ShareOutcome.Estimated;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On made-up scores: people around -3 nats, each family around 5 nats for itself. */
class ShareTallyTest {
    private final Random random = new Random(11);
    private final ScoreTable table = table();

    @Test
    void estimate_doses_areFoundWithinTheirIntervals() {
        for (double dose : new double[] {0.05, 0.2, 0.5}) {
            ShareTally tally = new ShareTally();
            fill(tally, (int) (4_000 * (1 - dose)), (int) (4_000 * dose));
            assertThat(tally.estimate(table, new Random(1))).isInstanceOfSatisfying(Estimated.class, found -> {
                assertThat(found.models().estimate()).isBetween(dose - 0.01, dose + 0.01);
                assertThat(found.models().low()).isLessThan(dose);
                assertThat(found.models().high()).isGreaterThan(dose);
                assertThat(found.families().get(Writer.CLAUDE_3).estimate()).isBetween(dose - 0.02, dose + 0.02);
                assertThat(found.families().get(Writer.GPT_4).low()).isLessThan(0.01);
                assertThat(found.alarm()).isTrue();
            });
        }
    }

    @Test
    void estimate_peopleOnly_isNoAlarm() {
        for (int seed = 0; seed < 10; seed++) {
            ShareTally tally = new ShareTally();
            fill(tally, 1_500, 0);
            assertThat(tally.estimate(table, new Random(seed)))
                    .isInstanceOfSatisfying(
                            Estimated.class, found -> assertThat(found.alarm()).isFalse());
        }
    }

    @Test
    void estimate_fewTexts_cannotTell() {
        ShareTally tally = new ShareTally();
        fill(tally, ShareTally.FEWEST_TEXTS - 1, 0);
        tally.add(new StyleScores(0, 0, 0, 0, 5, 0.4));
        assertThat(tally.unread()).isOne();
        assertThat(tally.estimate(table, new Random(1)))
                .isEqualTo(new CannotTell(ShareTally.FEWEST_TEXTS - 1, Doubt.TOO_FEW_TEXTS));
    }

    @Test
    void estimate_scoresOfNoCalibratedWriter_cannotTell() {
        ShareTally between = new ShareTally();
        ShareTally otherProse = new ShareTally();
        for (int i = 0; i < 2_000; i++) {
            between.add(scores(Writer.GPT_4, 1, 0.3, 0.45));
            otherProse.add(scores(Writer.HUMAN, 0, 1, 0.33));
        }
        assertThat(between.estimate(table, new Random(1))).isEqualTo(new CannotTell(2_000, Doubt.UNLIKE_CALIBRATION));
        assertThat(otherProse.estimate(table, new Random(1)))
                .isEqualTo(new CannotTell(2_000, Doubt.UNLIKE_CALIBRATION));
    }

    @Test
    void merge_parts_giveTheSameEstimateAsTheWhole() {
        ShareTally whole = new ShareTally();
        ShareTally one = new ShareTally();
        ShareTally two = new ShareTally();
        for (int i = 0; i < 400; i++) {
            StyleScores scores = scores(i % 4 == 0 ? Writer.CLAUDE_3 : Writer.HUMAN, 5, 1, 0.45);
            whole.add(scores);
            (i % 3 == 0 ? one : two).add(scores);
        }
        one.merge(two);
        assertThat(one.readable()).isEqualTo(400);
        assertThat(one.estimate(table, new Random(1))).isEqualTo(whole.estimate(table, new Random(1)));
    }

    @Test
    void of_sumsOfSteps_isTheSameTally() {
        ShareTally whole = new ShareTally();
        Map<String, Long> sums = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            StyleScores scores = scores(i % 4 == 0 ? Writer.GPT_4 : Writer.HUMAN, 5, 1, i % 9 == 0 ? 0.1 : 0.45);
            whole.add(scores);
            ShareTally.steps(scores).forEach((name, step) -> sums.merge(name, step, Long::sum));
        }
        ShareTally summed = ShareTally.of(sums);
        assertThat(summed.readable()).isEqualTo(whole.readable());
        assertThat(summed.unread()).isEqualTo(45);
        assertThat(summed.estimate(table, new Random(1))).isEqualTo(whole.estimate(table, new Random(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> ShareTally.of(Map.of("cell.1", 1L)));
    }

    private void fill(ShareTally tally, int people, int claude) {
        for (int i = 0; i < people; i++) {
            tally.add(scores(Writer.HUMAN, 0, 1.3, 0.45));
        }
        for (int i = 0; i < claude; i++) {
            tally.add(scores(Writer.CLAUDE_3, 5, 1.3, 0.45));
        }
    }

    private ScoreTable table() {
        Map<Writer, List<StyleScores>> known = new EnumMap<>(Writer.class);
        for (Writer writer : Writer.values()) {
            List<StyleScores> scores = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                scores.add(scores(writer, 5, 1.3, 0.45));
            }
            known.put(writer, scores);
        }
        return ScoreTable.of(known);
    }

    private StyleScores scores(Writer writer, double mean, double deviation, double functionWords) {
        double[] nats = new double[4];
        for (int k = 0; k < nats.length; k++) {
            nats[k] = -4.5 + random.nextGaussian() * deviation;
        }
        if (writer.isModel()) {
            nats[writer.model()] = mean + random.nextGaussian() * deviation;
        }
        return new StyleScores(nats[0], nats[1], nats[2], nats[3], 30 + random.nextInt(200), functionWords);
    }
}
