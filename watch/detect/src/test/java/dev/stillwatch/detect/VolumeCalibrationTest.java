// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VolumeCalibrationTest {
    private static final Probability RATE = new Probability(0.05);

    /** Accounts of the given volumes, in that order. */
    private static List<AccountView> accounts(int... volumes) {
        List<ExchangeDigest> exchanges = new ArrayList<>();
        for (int a = 0; a < volumes.length; a++) {
            for (int n = 0; n < volumes[a]; n++) {
                exchanges.add(TestExchange.of(String.format("%04d", a))
                        .id(a + "/" + n)
                        .second(60L * n)
                        .digest());
            }
        }
        return TestExchange.population(exchanges).current();
    }

    private static int[] volumes(int quiet, int busy) {
        int[] volumes = new int[quiet + busy];
        for (int i = 0; i < volumes.length; i++) {
            volumes[i] = i < quiet ? 1 + i % 3 : 40 + i % 20;
        }
        return volumes;
    }

    @Test
    void of_enoughOfEachVolume_comparesQuietWithQuietAndBusyWithBusy() {
        List<AccountView> benign = accounts(volumes(100, 100));
        VolumeCalibration calibration = VolumeCalibration.of(benign, a -> a.profile.exchanges() > 10 ? 5 : 0, RATE);
        assertThat(calibration.strata()).hasSizeGreaterThan(1);
        assertThat(calibration.pValue(2, 1).value()).isLessThan(0.02);
        assertThat(calibration.pValue(50, 1)).isEqualTo(new Probability(1));
        assertThat(calibration.threshold(2)).isLessThan(1);
        assertThat(calibration.threshold(50)).isGreaterThanOrEqualTo(5);
    }

    @Test
    void of_tooFewForTwoStrata_isPlainConformal() {
        List<AccountView> benign = accounts(volumes(30, 50));
        VolumeCalibration calibration = VolumeCalibration.of(benign, a -> a.index, RATE);
        double[] scores = benign.stream().mapToDouble(a -> a.index).toArray();
        ConformalCalibration plain = new ConformalCalibration(scores);
        assertThat(calibration.strata()).hasSize(1);
        for (double score : new double[] {-1, 3, 77.5, 100}) {
            assertThat(calibration.pValue(1, score)).isEqualTo(plain.pValue(score));
            assertThat(calibration.pValue(1_000, score)).isEqualTo(plain.pValue(score));
        }
        assertThat(calibration.threshold(7)).isEqualTo(plain.threshold(RATE));
    }

    @Test
    void of_anyAccounts_everyStratumCertifiesTheRateAndHoldsAllTogether() {
        List<AccountView> benign = accounts(volumes(150, 200));
        List<Calibration.Stratum> strata =
                VolumeCalibration.of(benign, a -> 0, RATE).strata();
        assertThat(strata).isSortedAccordingTo(Comparator.comparingLong(Calibration.Stratum::from));
        assertThat(strata).hasSizeGreaterThan(1).allMatch(s -> s.accounts() >= 3 / RATE.value());
        assertThat(strata.stream().mapToInt(Calibration.Stratum::accounts).sum())
                .isEqualTo(350);
        assertThat(strata.getFirst().from()).isEqualTo(1);
    }

    @Test
    void threshold_benignScoresThatGrowWithVolume_isPassedAtTheRateInEveryStratum() {
        SplittableRandom random = new SplittableRandom(5);
        List<AccountView> benign = accounts(volumes(120, 120));
        double quiet = 0;
        double busy = 0;
        int rounds = 400;
        for (int round = 0; round < rounds; round++) {
            double[] drawn = random.doubles(benign.size()).toArray();
            VolumeCalibration calibration =
                    VolumeCalibration.of(benign, a -> drawn[a.index] + (a.profile.exchanges() > 10 ? 3 : 0), RATE);
            quiet += random.nextDouble() >= calibration.threshold(2) ? 1 : 0;
            busy += 3 + random.nextDouble() >= calibration.threshold(50) ? 1 : 0;
        }
        // Three standard deviations of a share of 400 rounds above the rate.
        double most = RATE.value() + 3 * Math.sqrt(RATE.value() * (1 - RATE.value()) / rounds);
        assertThat(quiet / rounds).isLessThanOrEqualTo(most);
        assertThat(busy / rounds).isLessThanOrEqualTo(most);
    }

    @Test
    void of_nobody_accusesNobodyByPValue() {
        VolumeCalibration none = VolumeCalibration.of(List.of(), a -> 0, RATE);
        assertThat(none.pValue(5, 100)).isEqualTo(new Probability(1));
        assertThat(none.strata()).hasSize(1);
    }
}
