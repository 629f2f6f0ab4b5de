// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.marks.MarkTrial.Named;
import dev.stillwatch.marks.WindowSelection.Distinct;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkTrialTest {
    private static final int VOCABULARY = 5_000;

    private static Scheme scheme(String name) {
        return Schemes.byName(
                name,
                name.startsWith("kgw") || name.equals("unigram") ? Map.of("vocabulary", "" + VOCABULARY) : Map.of());
    }

    private static int[] random(int length, long seed) {
        return new SplittableRandom(seed).ints(length, 0, VOCABULARY).toArray();
    }

    private static WindowSelection selection(Scheme scheme) {
        return new WindowSelection(
                scheme,
                Distinct.forWidth(scheme.context().width()),
                Background.EMPTY,
                OptionalInt.of(VOCABULARY),
                OptionalInt.empty());
    }

    /** Of four tokens, each place takes the one that scores highest: a mark as any sampler leaves it. */
    private static int[] marked(Scheme scheme, MarkKey key, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyedScores scores = scheme instanceof GumbelVllmDual dual ? dual.keyedFirst(key) : scheme.keyed(key);
        int width = scheme.context().width();
        int[] tokens = new int[width + length];
        Arrays.fill(tokens, 0, width, scheme.context().padding().orElse(0));
        for (int at = width; at < tokens.length; at++) {
            double best = -1;
            int taken = 0;
            for (int candidate = 0; candidate < 4; candidate++) {
                tokens[at] = random.nextInt(VOCABULARY);
                if (scores.score(tokens, at) > best) {
                    best = scores.score(tokens, at);
                    taken = tokens[at];
                }
            }
            tokens[at] = taken;
        }
        return Arrays.copyOfRange(tokens, width, tokens.length);
    }

    private static List<KeyFinding> findings(Scheme scheme, MarkKey key, int decoys, int[]... texts) {
        MarkTrial trial = new MarkTrial(
                scheme, List.of(new Named("k1", key)), selection(scheme), decoys, new SplittableRandom(4));
        for (int[] text : texts) {
            trial.add(Reply.of(text));
        }
        return trial.findings();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "synthid-hf",
                "synthid-deepmind",
                "kgw",
                "kgw-selfhash",
                "unigram",
                "gumbel-vllm",
                "gumbel-vllm-early",
                "gumbel-vllm-hmac",
                "gumbel-vllm-dual",
                "gumbel-sglang",
                "gumbel-sglang-dual"
            })
    void findings_everyScheme_tellsItsOwnMarkFromOthers(String name) {
        Scheme scheme = scheme(name);
        MarkKey key = scheme.drawKey(new SplittableRandom(77));
        MarkKey other = scheme.drawKey(new SplittableRandom(78));
        int[] text = marked(scheme, key, 300, 5);
        MarkVerdict hit = MarkVerdict.of(findings(scheme, key, 19, text), 0, 1e-6);
        assertThat(hit).isInstanceOf(MarkVerdict.Marked.class);
        assertThat(hit.evidence().findings().getFirst().deviations()).isGreaterThan(5);
        assertThat(hit.evidence().findings().getFirst().decoys().orElseThrow().asHigh())
                .isZero();
        MarkVerdict miss = MarkVerdict.of(findings(scheme, other, 19, text), 0, 1e-4);
        assertThat(miss).isNotInstanceOf(MarkVerdict.Marked.class);
    }

    @Test
    void findings_unmarkedTexts_haveUniformPValues() {
        for (String name : List.of("synthid-deepmind", "gumbel-vllm", "gumbel-sglang")) {
            Scheme scheme = scheme(name);
            double[] ps = IntStream.range(0, 400)
                    .mapToDouble(i -> findings(scheme, scheme.drawKey(new SplittableRandom(i)), 0, random(120, 900 + i))
                            .getFirst()
                            .computed()
                            .value())
                    .sorted()
                    .toArray();
            assertThat(UniformTest.pValue(ps)).as(name).isGreaterThan(0.001);
        }
    }

    @Test
    void findings_textThatRepeatsItself_isNotMistakenForAMark() {
        // One lucky window a thousand times would be a mark to whoever counts it a thousand times.
        Scheme scheme = scheme("gumbel-sglang");
        int flagged = 0;
        for (int i = 0; i < 300; i++) {
            int[] phrase = random(12, i);
            int[] text = IntStream.range(0, 1_200).map(at -> phrase[at % 12]).toArray();
            if (findings(scheme, new MarkKey.Word(99), 0, text)
                            .getFirst()
                            .computed()
                            .value()
                    <= 0.01) {
                flagged++;
            }
        }
        assertThat(flagged).isLessThanOrEqualTo(10);
    }

    @Test
    void findings_dualKey_triesBothKeysAlone() {
        GumbelVllmDual scheme = GumbelVllmDual.defaults();
        MarkKey key = new MarkKey.Word(31);
        List<KeyFinding> findings = findings(scheme, key, 0, random(50, 1));
        assertThat(findings)
                .extracting(KeyFinding::statistic)
                .containsExactly(
                        "second key 0.0", "second key 0.1", "second key 0.2", "second key 0.5", "second key 1.0");
        double first = findings.getFirst().sum();
        double second = findings.getLast().sum();
        assertThat(findings.get(2).sum()).isCloseTo(0.8 * first + 0.2 * second, within(1e-9));
        MarkVerdict verdict = MarkVerdict.of(findings, 0, 0.01);
        assertThat(verdict.evidence().tests()).isEqualTo(5);
    }

    @Test
    void findings_decoysOnOrdinaryText_agreeWithTheComputedChance() {
        Scheme scheme = scheme("gumbel-vllm");
        DecoyCheck check = findings(scheme, new MarkKey.Word(5), 300, random(400, 3))
                .getFirst()
                .decoys()
                .orElseThrow();
        assertThat(check.decoys()).isEqualTo(300);
        assertThat(check.agrees()).isTrue();
        assertThat(check.selfTest()).isGreaterThan(0.001);
    }

    @Test
    void of_computedChanceWrongOnThisText_decidesByRank() {
        // Scores that hang together, as if every window were counted nine times.
        ScoreLaw law = new ScoreLaw.Exponential();
        SplittableRandom random = new SplittableRandom(2);
        double[] decoys = new double[200];
        for (int i = 0; i < 200; i++) {
            for (int window = 0; window < 30; window++) {
                decoys[i] += 9 * -Math.log(1 - random.nextDouble());
            }
        }
        double sum = 345;
        TailProbability computed = ExactTest.atLeast(law, 270, sum);
        DecoyCheck check = DecoyCheck.of(law, 270, sum, decoys, computed, random);
        assertThat(computed.value()).isLessThan(1e-4);
        assertThat(check.agrees()).isFalse();
        assertThat(check.selfTest()).isLessThan(0.001);
        assertThat(check.rank().value()).isGreaterThan(0.02);
        KeyFinding finding = new KeyFinding("k", "s", "", 270, sum, law, computed, Optional.of(check), false);
        assertThat(finding.decisive()).isEqualTo(check.rank());
        assertThat(MarkVerdict.of(List.of(finding), 0, 0.01)).isNotInstanceOf(MarkVerdict.Marked.class);
    }

    @Test
    void findings_textWithoutItsKey_ranksUniformlyAmongDecoys() {
        Scheme scheme = scheme("gumbel-sglang");
        int lowest = 0;
        for (int i = 0; i < 400; i++) {
            MarkTrial trial = new MarkTrial(
                    scheme,
                    List.of(new Named("k", scheme.drawKey(new SplittableRandom(i)))),
                    selection(scheme),
                    19,
                    new SplittableRandom(10_000 + i));
            trial.add(Reply.of(random(40, 50_000 + i)));
            if (trial.findings().getFirst().decoys().orElseThrow().rank().value() <= 0.1) {
                lowest++;
            }
        }
        assertThat(lowest).isBetween(22, 60);
    }

    @Test
    void of_tooFewWindows_isInsufficientAndNeverClear() {
        Scheme scheme = scheme("gumbel-vllm");
        MarkVerdict few = MarkVerdict.of(findings(scheme, new MarkKey.Word(5), 0, random(60, 3)), 0, 0.01);
        assertThat(few).isInstanceOf(MarkVerdict.Insufficient.class);
        assertThat(few.evidence().leastWindows()).isBetween(140L, 150L);
        MarkVerdict enough = MarkVerdict.of(findings(scheme, new MarkKey.Word(5), 0, random(400, 3)), 0, 0.01);
        assertThat(enough).isInstanceOf(MarkVerdict.NotShown.class);
        assertThat(MarkVerdict.of(List.of(), 0, 0.01)).isInstanceOf(MarkVerdict.Insufficient.class);
        assertThat(MarkVerdict.of(findings(scheme, new MarkKey.Word(5), 200), 0, 0.01))
                .isInstanceOf(MarkVerdict.Insufficient.class);
    }

    @Test
    void of_manyTests_asksForMore() {
        KeyFinding finding = findings(scheme("gumbel-vllm"), new MarkKey.Word(5), 0, random(400, 3))
                .getFirst();
        MarkVerdict alone = MarkVerdict.of(List.of(finding), 0, 0.01);
        MarkVerdict among = MarkVerdict.of(List.of(finding), 99, 0.01);
        assertThat(among.evidence().corrected().log10())
                .isCloseTo(Math.min(0, alone.evidence().corrected().log10() + 2), within(1e-9));
        assertThat(among.evidence().leastWindows())
                .isGreaterThan(alone.evidence().leastWindows());
    }

    @Test
    void toString_anyResult_holdsNoKey() {
        Scheme scheme = scheme("gumbel-vllm");
        MarkKey key = new MarkKey.Word(8_123_456_789_012_345L);
        MarkVerdict verdict = MarkVerdict.of(findings(scheme, key, 3, random(60, 3)), 0, 0.01);
        assertThat(verdict.toString() + new Named("a", key)).doesNotContain("8123456789012345");
    }
}
