// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DetectionScoreTest {
    private final Map<String, Truth.Label> truth = new HashMap<>();
    private final List<ScoredAccount> accounts = new ArrayList<>();

    @Test
    void power_thousandBenign_oneMayBeExceeded() {
        benign(998, 0);
        benign(1, 5);
        benign(1, 9);
        campaign("c", 4, 7);
        campaign("c", 1, 4);
        campaign("c", 1, 10);

        DetectionScore score = score();

        assertThat(score.power().getFirst().threshold()).isEqualTo(5);
        assertThat(score.power().getFirst().found()).isEqualTo(new Share(5, 6));
        assertThat(score.power().getFirst().falsePositives()).isEqualTo(new Share(1, 1000));
        assertThat(score.power().getLast().threshold()).isEqualTo(9);
        assertThat(score.power().getLast().found()).isEqualTo(new Share(1, 6));
    }

    @Test
    void power_tiesAtTheThreshold_areNotFlagged() {
        benign(990, 0);
        benign(10, 3);
        campaign("c", 5, 3);
        campaign("c", 5, 4);

        DetectionScore.Power power = score().power().getFirst();

        assertThat(power.found()).isEqualTo(new Share(5, 10));
        assertThat(power.falsePositives().hits()).isZero();
    }

    @Test
    void power_accountsNotMentioned_countAsMissed() {
        benign(1000, 0);
        campaign("c", 1, 4);
        truth.put("silent", Truth.Label.campaign("c"));

        assertThat(score().power().getFirst().found()).isEqualTo(new Share(1, 2));
        assertThat(score().recall().trials()).isEqualTo(2);
    }

    @Test
    void falsePositives_byVerdict_perKind() {
        benign(9, 0);
        add("lab", Truth.Label.benign(Kind.EVALUATION), 1, Verdict.EVALUATION, "");
        add("lab2", Truth.Label.benign(Kind.EVALUATION), 1, Verdict.DISTILLATION, "x");

        assertThat(score().falsePositives(Kind.EVALUATION)).isEqualTo(new Share(1, 2));
        assertThat(score().falsePositives(Kind.PERSON)).isEqualTo(new Share(0, 9));
        assertThat(score().kinds().get(Kind.EVALUATION))
                .isEqualTo(Map.of(Verdict.EVALUATION, 1L, Verdict.DISTILLATION, 1L));
    }

    @Test
    void campaigns_majority_decidesWhichOneItIs() {
        for (int i = 0; i < 3; i++) {
            add("a" + i, Truth.Label.campaign("a"), 5, Verdict.DISTILLATION, "x");
            add("b" + i, Truth.Label.campaign("b"), 5, Verdict.CLEAR, "");
        }
        add("p", Truth.Label.benign(Kind.PERSON), 5, Verdict.DISTILLATION, "x");
        add("q", Truth.Label.benign(Kind.PERSON), 5, Verdict.DISTILLATION, "y");

        DetectionScore score = score();

        assertThat(score.campaignRecall()).isEqualTo(new Share(1, 2));
        assertThat(score.campaignPrecision()).isEqualTo(new Share(1, 2));
        assertThat(score.recall()).isEqualTo(new Share(3, 6));
        assertThat(score.precision()).isEqualTo(new Share(3, 5));
    }

    @Test
    void campaigns_halfAndHalf_isNobodys() {
        add("a", Truth.Label.campaign("a"), 5, Verdict.DISTILLATION, "x");
        add("p", Truth.Label.benign(Kind.PERSON), 5, Verdict.DISTILLATION, "x");

        assertThat(score().campaignPrecision()).isEqualTo(new Share(0, 1));
        assertThat(score().campaignRecall()).isEqualTo(new Share(0, 1));
    }

    @Test
    void of_noAccounts_isAllMissed() {
        truth.put("a", Truth.Label.campaign("a"));

        assertThat(score().recall()).isEqualTo(new Share(0, 1));
        assertThat(score().precision()).isEqualTo(new Share(0, 0));
    }

    @Test
    void of_accountOutsideTheTruth_isRefused() {
        accounts.add(new ScoredAccount("stranger", 0, Verdict.CLEAR, Optional.empty()));

        assertThatThrownBy(this::score).isInstanceOf(StillwatchException.class).hasMessageContaining("wrong log");
    }

    @Test
    void of_accountTwice_isRefused() {
        benign(1, 0);
        accounts.add(accounts.getFirst());

        assertThatThrownBy(this::score).isInstanceOf(StillwatchException.class).hasMessageContaining("twice");
    }

    private DetectionScore score() {
        return DetectionScore.of(accounts, new Truth(truth));
    }

    private void benign(int count, double score) {
        for (int i = 0; i < count; i++) {
            add("p" + truth.size(), Truth.Label.benign(Kind.PERSON), score, Verdict.CLEAR, "");
        }
    }

    private void campaign(String name, int count, double score) {
        for (int i = 0; i < count; i++) {
            add("c" + truth.size(), Truth.Label.campaign(name), score, Verdict.CLEAR, "");
        }
    }

    private void add(String account, Truth.Label label, double score, Verdict verdict, String campaign) {
        truth.put(account, label);
        accounts.add(new ScoredAccount(
                account, score, verdict, campaign.isEmpty() ? Optional.empty() : Optional.of(campaign)));
    }
}
