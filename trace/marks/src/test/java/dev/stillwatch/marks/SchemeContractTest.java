// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every scheme owes to tests on scores, and every sampler to its scheme. */
class SchemeContractTest {
    private static final int VOCABULARY = 500;

    static List<Scheme> schemes() {
        return List.of(
                SynthIdHf.defaults(),
                SynthIdHf.defaults().withContextWidth(2),
                SynthIdDeepMind.defaults(),
                new SynthIdDeepMind(30, 4, 1024, 3),
                Kgw.defaults(VOCABULARY),
                KgwSelfHash.defaults(VOCABULARY),
                Unigram.defaults(VOCABULARY),
                GumbelVllm.defaults(),
                GumbelVllm.defaults().withContextWidth(1),
                new GumbelVllm(4, 8192, true),
                GumbelVllmHmac.defaults(),
                GumbelVllmDual.defaults(),
                GumbelSglang.defaults(),
                GumbelSglangDual.defaults());
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void scores_ofTextWrittenWithoutTheKey_followTheLaw(Scheme scheme) {
        Random random = new Random(21);
        double[] seen = new double[0];
        ScoreLaw law = scheme.keyed(scheme.drawKey(random)).law();
        for (int key = 0; key < 30; key++) {
            double[] more = distinctScores(scheme.keyed(scheme.drawKey(random)), text(random, 400));
            seen = joined(seen, more);
        }
        double error = Math.sqrt(law.variance() / seen.length);
        assertThat(Arrays.stream(seen).average().orElseThrow()).isCloseTo(law.mean(), within(4 * error));
        Arrays.sort(seen);
        // Of 1,000 true nulls one lies above; discrete laws lie below more often still.
        assertThat(distance(seen, law) * Math.sqrt(seen.length)).isLessThan(1.95);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void scores_ofNeighboursAndOfOtherTokensAfterOneContext_areUncorrelated(Scheme scheme) {
        Random random = new Random(22);
        KeyedScores scores = scheme.keyed(scheme.drawKey(random));
        ScoreLaw law = scores.law();
        int width = scores.contextWidth();
        int[] tokens = IntStream.rangeClosed(1, VOCABULARY - 1).toArray();
        int pairs = scheme instanceof KgwSelfHash ? 1500 : 6000;
        double neighbours = 0;
        double sameContext = 0;
        for (int i = 0; i < pairs; i++) {
            shuffle(tokens, width + 2, random);
            double first = scores.score(tokens, width) - law.mean();
            neighbours += first * (scores.score(tokens, width + 1) - law.mean());
            int other = tokens[width + 1];
            int[] changed = Arrays.copyOf(tokens, width + 1);
            changed[width] = other;
            sameContext += first * (scores.score(changed, width) - law.mean());
        }
        double error = law.variance() / Math.sqrt(pairs);
        assertThat(neighbours / pairs).isCloseTo(0, within(4.5 * error));
        assertThat(sameContext / pairs).isCloseTo(0, within(4.5 * error));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void scores_ofARun_equalSingleScoresForAnyIds(Scheme scheme) {
        Random random = new Random(23);
        KeyedScores scores = scheme.keyed(scheme.drawKey(random));
        int[] tokens = random.ints(1200, -1, 300_000).toArray();
        int[] odd = {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0, 0, -1, -1, 5};
        System.arraycopy(odd, 0, tokens, 500, odd.length);
        for (int count : new int[] {0, 1, 1023, 1025}) {
            double[] run = new double[count];
            scores.scores(tokens, 100, run);
            for (int i = 0; i < count; i++) {
                assertThat(run[i]).isEqualTo(scores.score(tokens, 100 + i)).isBetween(0.0, 64.0);
            }
            int[] backwards =
                    IntStream.range(0, count).map(i -> 100 + count - 1 - i).toArray();
            double sum = Arrays.stream(run).sum();
            assertThat(scores.total(tokens, backwards)).isCloseTo(sum, within(1e-9));
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void sampler_withAKey_raisesItsScoresAndNoOthers(Scheme scheme) {
        Random random = new Random(24);
        MarkKey key = scheme.drawKey(random);
        int[] prompt = text(random, 20);
        MarkedReply reply = scheme.sampler(key).begin(prompt, new Random(25));
        int[] generated = new int[600];
        int marked = 0;
        for (int i = 0; i < generated.length; i++) {
            MarkedReply.Sampled sampled = reply.next(offered(random));
            generated[i] = sampled.token();
            marked += sampled.marked() ? 1 : 0;
        }
        assertThat(marked).isGreaterThan(300);
        assertThat(z(scheme, key, prompt, generated)).isGreaterThan(6);
        assertThat(z(scheme, scheme.drawKey(random), prompt, generated)).isBetween(-4.5, 4.5);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void sampler_withoutAChoice_leavesNoMarkAndSaysSo(Scheme scheme) {
        Random random = new Random(26);
        MarkKey key = scheme.drawKey(random);
        MarkedReply reply = scheme.sampler(key).begin(new int[0], new Random(27));
        int[] generated = new int[600];
        for (int i = 0; i < generated.length; i++) {
            Candidates greedy = offered(random).atTemperature(0);
            MarkedReply.Sampled sampled = reply.next(greedy);
            assertThat(sampled.marked()).isFalse();
            assertThat(sampled.token()).isEqualTo(greedy.id(0));
            generated[i] = sampled.token();
        }
        assertThat(z(scheme, key, new int[0], generated)).isBetween(-4.5, 4.5);
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void resume_inTheMiddleOfAReply_marksAsTheUninterruptedReplyDoes(Scheme scheme) {
        Random random = new Random(28);
        MarkedSampler sampler = scheme.sampler(scheme.drawKey(random));
        int[] prompt = text(random, 3);
        int[] soFar = random.ints(300, 1, 4).toArray();
        MarkedReply whole = sampler.begin(prompt, new Random(29));
        for (int token : soFar) {
            whole.append(token);
        }
        MarkedReply resumed = sampler.resume(prompt, soFar, new Random(29));
        Random offers = new Random(30);
        for (int i = 0; i < 50; i++) {
            Candidates candidates = offered(offers);
            assertThat(resumed.next(candidates)).isEqualTo(whole.next(candidates));
        }
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void sampler_usedByManyThreads_givesEachItsOwnReply(Scheme scheme) {
        Random random = new Random(31);
        MarkedSampler sampler = scheme.sampler(scheme.drawKey(random));
        List<Integer> tokens = IntStream.range(0, 64)
                .parallel()
                .map(i -> sampler.begin(new int[] {1, 2, 3, 4}, new Random(32))
                        .next(offered(new Random(33)))
                        .token())
                .boxed()
                .toList();
        assertThat(Set.copyOf(tokens)).hasSize(1);
        assertThatCode(() -> sampler.begin(new int[0], new Random(34)).next(offered(new Random(33))))
                .doesNotThrowAnyException();
    }

    private static double z(Scheme scheme, MarkKey key, int[] prompt, int[] generated) {
        KeyedScores scores = scheme.keyed(key);
        PlacedTokens placed = scheme.context().place(prompt, generated);
        double[] distinct = distinctScores(
                scores,
                Arrays.copyOfRange(placed.tokens(), placed.from() - scores.contextWidth(), placed.tokens().length));
        double sum = Arrays.stream(distinct).sum();
        ScoreLaw law = scores.law();
        return (sum - distinct.length * law.mean()) / Math.sqrt(distinct.length * law.variance());
    }

    /** Scores of different windows of context and token; the first of equal ones. */
    private static double[] distinctScores(KeyedScores scores, int[] tokens) {
        int width = scores.contextWidth();
        Set<List<Integer>> windows = new HashSet<>();
        return IntStream.range(width, tokens.length)
                .filter(i -> windows.add(
                        Arrays.stream(tokens, i - width, i + 1).boxed().toList()))
                .mapToDouble(i -> scores.score(tokens, i))
                .toArray();
    }

    private static int[] text(Random random, int length) {
        return random.ints(length, 1, VOCABULARY).toArray();
    }

    private static Candidates offered(Random random) {
        double[] logits = new double[VOCABULARY];
        Arrays.setAll(logits, i -> i == 0 ? Double.NEGATIVE_INFINITY : 1.5 * random.nextGaussian());
        return Candidates.ofLogits(logits);
    }

    private static void shuffle(int[] row, int count, Random random) {
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(row.length - i);
            int taken = row[i];
            row[i] = row[other];
            row[other] = taken;
        }
    }

    private static double[] joined(double[] first, double[] second) {
        double[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Kolmogorov's distance; both sides of a jump are compared at its upper end. */
    private static double distance(double[] sorted, ScoreLaw law) {
        double most = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i + 1 < sorted.length && sorted[i + 1] == sorted[i]) {
                continue;
            }
            most = Math.max(most, Math.abs((i + 1.0) / sorted.length - below(law, sorted[i])));
        }
        return most;
    }

    private static double below(ScoreLaw law, double score) {
        return switch (law) {
            case ScoreLaw.Green(double share) -> score < 1 ? 1 - share : 1;
            case ScoreLaw.Exponential() -> -Math.expm1(-score);
            case ScoreLaw.MixedExponential(double share) -> {
                double large = 1 - share;
                yield 1 - (large * Math.exp(-score / large) - share * Math.exp(-score / share)) / (large - share);
            }
            case ScoreLaw.Bits(int layers, double share) ->
                new BinomialDistribution(layers, share).cumulativeProbability((int) score);
            case ScoreLaw.WeightedBits weighted -> throw new IllegalArgumentException("not a scheme's own law");
        };
    }
}
