// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FourierMeanTest {

    @Test
    void merge_anyOrderAndSplit_givesTheSame() {
        List<float[]> all = TestEmbeddings.of(new Random(1), 300, 0);
        FourierMean whole = mean(all);
        Collections.shuffle(all, new Random(2));
        FourierMean first = mean(all.subList(0, 17));
        FourierMean second = mean(all.subList(17, 200));
        FourierMean third = mean(all.subList(200, 300));
        third.merge(first);
        third.merge(new FourierMean());
        third.merge(second);
        assertThat(third).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(third.count()).isEqualTo(300);
        assertThat(first).isNotEqualTo(whole);
    }

    @Test
    void add_promptWithoutWords_isNotCounted() {
        FourierMean mean = new FourierMean();
        mean.add(new float[PromptEmbedding.DIMENSIONS]);
        assertThat(mean).isEqualTo(new FourierMean());
    }

    @Test
    void add_embeddingOfOtherLength_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FourierMean().add(new float[3]));
    }

    @Test
    void squaredDistance_fewerThanTwo_isRefused() {
        FourierMean one = mean(TestEmbeddings.of(new Random(1), 1, 0));
        FourierMean two = mean(TestEmbeddings.of(new Random(2), 2, 0));
        assertThatIllegalStateException().isThrownBy(() -> one.squaredDistance(two));
        assertThatIllegalStateException().isThrownBy(() -> two.squaredDistance(new FourierMean()));
    }

    @Test
    void squaredDistance_oneDistribution_isZeroOnAverage() {
        Random random = new Random(3);
        List<Double> distances = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            distances.add(
                    mean(TestEmbeddings.of(random, 20, 0)).squaredDistance(mean(TestEmbeddings.of(random, 30, 0))));
        }
        double mean = distances.stream().mapToDouble(d -> d).average().orElseThrow();
        double squares = distances.stream().mapToDouble(d -> d * d).average().orElseThrow();
        assertThat(Math.abs(mean)).isLessThan(3 * Math.sqrt(squares / distances.size()));
        assertThat(distances).anyMatch(d -> d < 0).anyMatch(d -> d > 0);
    }

    @Test
    void squaredDistance_shiftedDistribution_growsWithTheShift() {
        Random random = new Random(4);
        FourierMean here = mean(TestEmbeddings.of(random, 800, 0));
        double near = here.squaredDistance(mean(TestEmbeddings.of(random, 800, 1)));
        double far = here.squaredDistance(mean(TestEmbeddings.of(random, 800, 4)));
        double none = here.squaredDistance(mean(TestEmbeddings.of(random, 800, 0)));
        assertThat(near).isGreaterThan(5 * Math.abs(none));
        assertThat(far).isGreaterThan(2 * near);
        assertThat(here.squaredDistance(here)).isLessThan(0);
    }

    @Test
    void squaredDistance_sameMeanOtherSpread_isPositive() {
        Random random = new Random(5);
        List<float[]> clustered = new ArrayList<>(TestEmbeddings.of(random, 500, 8));
        clustered.addAll(TestEmbeddings.of(random, 500, -8));
        double other = mean(clustered).squaredDistance(mean(TestEmbeddings.of(random, 1_000, 0)));
        double same =
                mean(TestEmbeddings.of(random, 1_000, 0)).squaredDistance(mean(TestEmbeddings.of(random, 1_000, 0)));
        assertThat(other).isGreaterThan(10 * Math.abs(same));
    }

    @Test
    void squaredDistance_swapped_isTheSame() {
        FourierMean a = mean(TestEmbeddings.of(new Random(6), 50, 0));
        FourierMean b = mean(TestEmbeddings.of(new Random(7), 70, 2));
        assertThat(a.squaredDistance(b)).isCloseTo(b.squaredDistance(a), offset(1e-12));
    }

    @Test
    void features_innerProduct_approximatesMeanOfGaussians() {
        List<float[]> some = TestEmbeddings.of(new Random(8), 40, 1);
        float[] one = new float[FourierFeatures.SIZE];
        float[] other = new float[FourierFeatures.SIZE];
        double error = 0;
        for (int i = 1; i < some.size(); i++) {
            FourierFeatures.of(some.get(i - 1), one);
            FourierFeatures.of(some.get(i), other);
            double approximate = 0;
            double exact = 0;
            double squares = 0;
            for (int k = 0; k < one.length; k++) {
                approximate += one[k] * other[k] / (double) FourierFeatures.FREQUENCIES;
            }
            for (int d = 0; d < PromptEmbedding.DIMENSIONS; d++) {
                double difference = some.get(i)[d] - some.get(i - 1)[d];
                squares += difference * difference;
            }
            for (double width : new double[] {0.65, 1.3, 2.6, 5.2}) {
                exact += Math.exp(-squares / (2 * width * width)) / 4;
            }
            error += Math.abs(approximate - exact) / (some.size() - 1);
        }
        assertThat(error).isLessThan(0.06);
    }

    @Test
    void cosine_anyAngle_isTheCosine() {
        for (float turns = -3; turns < 3; turns += 0.001f) {
            assertThat((double) FourierFeatures.cosine(turns)).isCloseTo(Math.cos(turns * 2 * Math.PI), offset(1e-5));
        }
    }

    private static FourierMean mean(List<float[]> embeddings) {
        FourierMean mean = new FourierMean();
        embeddings.forEach(mean::add);
        return mean;
    }
}
