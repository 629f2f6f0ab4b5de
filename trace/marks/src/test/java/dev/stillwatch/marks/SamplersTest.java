// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SamplersTest {
    private static final double[] SKEWED = {0.35, 0.25, 0.15, 0.1, 0.08, 0.04, 0.02, 0.01};

    static List<Scheme> harmless() {
        return List.of(
                SynthIdHf.defaults(),
                SynthIdDeepMind.defaults(),
                GumbelVllm.defaults(),
                GumbelVllmHmac.defaults(),
                GumbelVllmDual.defaults(),
                GumbelSglang.defaults(),
                GumbelSglangDual.defaults());
    }

    @Test
    void play_ofTheReferencesInput_givesItsProbabilities() {
        Vectors vectors = Vectors.read("synthid_kgw_vectors.json");
        double[] probabilities = Candidates.softmax(vectors.doubles("update_scores_in"));
        long[] bits = new long[probabilities.length];
        for (int i = 0; i < bits.length; i++) {
            JsonNode row = vectors.at("update_scores_g").get(i);
            for (int layer = 0; layer < row.size(); layer++) {
                bits[i] |= row.get(layer).asLong() << layer;
            }
        }
        TournamentChoice.play(probabilities, bits, 4, 2);
        double[] expected = vectors.doubles("update_scores_out_probs");
        for (int i = 0; i < expected.length; i++) {
            assertThat(probabilities[i]).isCloseTo(expected[i], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void play_withSeveralLeaves_isTheChanceToWinAMatch(int leaves) {
        double[] probabilities = SKEWED.clone();
        long[] bits = {1, 0, 1, 1, 0, 0, 0, 1};
        TournamentChoice.play(probabilities, bits, 1, leaves);
        Random random = new Random(3);
        double[] won = new double[SKEWED.length];
        int matches = 200_000;
        for (int match = 0; match < matches; match++) {
            int winner = Candidates.drawn(SKEWED, random);
            int ties = 1;
            for (int leaf = 1; leaf < leaves; leaf++) {
                int other = Candidates.drawn(SKEWED, random);
                if (bits[other] > bits[winner]) {
                    winner = other;
                    ties = 1;
                } else if (bits[other] == bits[winner] && random.nextInt(++ties) == 0) {
                    winner = other;
                }
            }
            won[winner] += 1.0 / matches;
        }
        assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
        for (int i = 0; i < won.length; i++) {
            assertThat(won[i]).isCloseTo(probabilities[i], within(0.006));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void sampler_ofOneLayer_raisesItsMeanByWhatThePaperSays(int leaves) {
        int vocabulary = 20;
        SynthIdDeepMind scheme = new SynthIdDeepMind(1, 4, 1024, leaves);
        Random random = new Random(4);
        Candidates even = Candidates.ofLogits(new double[vocabulary]);
        double sum = 0;
        int texts = 20_000;
        for (int text = 0; text < texts; text++) {
            MarkKey key = scheme.drawKey(random);
            int[] before = random.ints(4, 1, 1000).toArray();
            int token = scheme.sampler(key)
                    .resume(new int[0], before, random)
                    .next(even)
                    .token();
            int[] window = Arrays.copyOf(before, 5);
            window[4] = token;
            sum += scheme.keyed(key).score(window, 4);
        }
        double expected = leaves == 2 ? 0.5 + 0.25 * (1 - 1.0 / vocabulary) : 7 / 8.0 - 3 / (8.0 * vocabulary);
        assertThat(sum / texts).isCloseTo(expected, within(4.5 * 0.5 / Math.sqrt(texts)));
    }

    @Test
    void sampler_ofGumbelOverEvenCandidates_leavesHarmonicScores() {
        int vocabulary = 20;
        GumbelVllm scheme = GumbelVllm.defaults();
        Random random = new Random(5);
        MarkKey key = scheme.drawKey(random);
        double sum = 0;
        int texts = 20_000;
        Candidates even = Candidates.ofLogits(new double[vocabulary]);
        for (int text = 0; text < texts; text++) {
            int[] window = random.ints(5, 1, 100_000).toArray();
            window[4] = scheme.sampler(key)
                    .resume(new int[0], Arrays.copyOf(window, 4), random)
                    .next(even)
                    .token();
            sum += scheme.keyed(key).score(window, 4);
        }
        // The largest of n exponentials has the mean 1 + 1/2 + ... + 1/n.
        double harmonic = 0;
        for (int i = 1; i <= vocabulary; i++) {
            harmonic += 1.0 / i;
        }
        assertThat(sum / texts).isCloseTo(harmonic, within(4.5 * 1.3 / Math.sqrt(texts)));
    }

    /** Marks that promise to leave each token's distribution as it is keep the promise over keys. */
    @ParameterizedTest
    @MethodSource("harmless")
    void sampler_overManyKeys_keepsTheProbabilities(Scheme scheme) {
        Random random = new Random(6);
        int keys = 2500;
        int[] taken = new int[SKEWED.length];
        Candidates candidates = Candidates.ofProbabilities(SKEWED);
        for (int key = 0; key < keys; key++) {
            MarkedReply reply =
                    scheme.sampler(scheme.drawKey(random)).resume(new int[] {9, 8, 7, 6}, new int[] {5, 4}, random);
            taken[reply.next(candidates).token()]++;
        }
        double chiSquare = 0;
        for (int i = 0; i < taken.length; i++) {
            double expected = keys * SKEWED[i];
            chiSquare += (taken[i] - expected) * (taken[i] - expected) / expected;
        }
        // Seven degrees of freedom: one in 1,000 lies above 24.3.
        assertThat(chiSquare).isLessThan(24.3);
    }

    @Test
    void next_afterARepeatedContext_isUnmarkedAndDrawnAtRandom() {
        SynthIdHf scheme = SynthIdHf.defaults();
        MarkedSampler sampler = scheme.sampler(scheme.drawKey(new Random(7)));
        Candidates candidates = Candidates.ofProbabilities(SKEWED);
        int[] repeating = {1, 2, 3, 4, 5, 1, 2, 3, 4};
        assertThat(sampler.resume(new int[0], repeating, new Random(1))
                        .next(candidates)
                        .marked())
                .isFalse();
        assertThat(sampler.resume(new int[0], new int[] {1, 2, 3, 4, 5}, new Random(1))
                        .next(candidates)
                        .marked())
                .isTrue();
    }

    @Test
    void next_whereContextsReachBeforeAShortPrompt_isUnmarkedUntilThereIsOne() {
        GumbelSglang scheme = GumbelSglang.defaults();
        MarkedReply reply = scheme.sampler(scheme.drawKey(new Random(8))).begin(new int[] {1, 2}, new Random(8));
        Candidates candidates = Candidates.ofProbabilities(SKEWED);
        assertThat(reply.next(candidates).marked()).isFalse();
        assertThat(reply.next(candidates).marked()).isFalse();
        assertThat(reply.next(candidates).marked()).isTrue();
    }

    @Test
    void play_whereNoCandidateOrEveryCandidateIsFavoured_changesNothing() {
        for (long bit : new long[] {0, 1}) {
            double[] probabilities = SKEWED.clone();
            long[] bits = new long[SKEWED.length];
            Arrays.fill(bits, bit);
            TournamentChoice.play(probabilities, bits, 1, 3);
            for (int i = 0; i < SKEWED.length; i++) {
                assertThat(probabilities[i]).isCloseTo(SKEWED[i], within(1e-12));
            }
        }
    }

    @Test
    void candidates_truncated_keepTheLikeliest() {
        Candidates all = Candidates.ofProbabilities(SKEWED);
        assertThat(all.likeliest(2).size()).isEqualTo(2);
        assertThat(all.likeliest(2).id(1)).isEqualTo(1);
        assertThat(all.likeliest(99).size()).isEqualTo(8);
        assertThat(all.nucleus(0.6).size()).isEqualTo(2);
        assertThat(all.nucleus(0.61).size()).isEqualTo(3);
        assertThat(all.nucleus(1).size()).isEqualTo(8);
        assertThat(all.atTemperature(0).size()).isEqualTo(1);
        assertThat(all.atTemperature(0.5).probabilities()[0]).isGreaterThan(0.35);
        assertThat(Candidates.ofLogits(new int[] {7, 3}, new double[] {Double.NEGATIVE_INFINITY, -2})
                        .id(0))
                .isEqualTo(3);
        assertThat(Candidates.ofLogits(new float[] {1, 1}).probabilities()).containsExactly(0.5, 0.5);
    }

    @Test
    void candidates_thatCannotBe_areRefused() {
        assertThatThrownBy(() -> Candidates.ofLogits(new double[0])).hasMessageContaining("no candidate");
        assertThatThrownBy(() -> Candidates.ofLogits(new double[] {1, Double.NaN}))
                .hasMessageContaining("at 1");
        assertThatThrownBy(() -> Candidates.ofLogits(new double[] {Double.POSITIVE_INFINITY}))
                .hasMessageContaining("at 0");
        assertThatThrownBy(() -> Candidates.ofLogits(new int[] {1}, new double[2]))
                .hasMessageContaining("1 ids");
        assertThatThrownBy(() -> Candidates.ofLogits(new int[] {-1}, new double[1]))
                .hasMessageContaining("0 or more");
        Candidates two = Candidates.ofLogits(new double[2]);
        assertThatThrownBy(() -> two.atTemperature(-1)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> two.atTemperature(Double.NaN)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> two.likeliest(0)).hasMessageContaining("at least one");
        assertThatThrownBy(() -> two.nucleus(0)).hasMessageContaining("nucleus");
    }
}
