// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GumbelVectorsTest {
    private static final Vectors VLLM = Vectors.read("vllm_philox_vectors.json");
    private static final MarkKey KEY_42 = new MarkKey.Word(42);
    private static final int[] SGLANG_TOKENS = {0, 1, 17, 8191, 8192, 16396};

    @Test
    void vllm_ofItsOwnTests_givesTheirMantissas() {
        assertMantissas(GumbelVllm.defaults().draws(KEY_42), VLLM.at("mantissas_current(token>>2,word token&3)"));
        assertMantissas(new GumbelVllm(4, 8192, true).draws(KEY_42), VLLM.at("mantissas_early(token,word0)"));
    }

    @Test
    void vllmHmac_ofTheSameInputs_givesItsMantissas() {
        assertMantissas(
                GumbelVllmHmac.defaults().draws(KEY_42),
                new long[][] {{6_202_050, 16_483_231}, {11_455_363, 10_557_370}});
    }

    @Test
    void vllm_atTheStartOfADocument_givesTheReferenceWords() {
        int[] tokens = VLLM.ints("padded_ctx");
        PhiloxUniform draws = new PhiloxUniform(42, 3, false);
        Philox.Block state = draws.state(tokens, 3);
        for (int token = 0; token < 8; token++) {
            assertThat(Integer.toUnsignedLong(draws.word(state, token)))
                    .isEqualTo(VLLM.longs("padded_words_tokens0_7")[token]);
        }
    }

    @Test
    void vllmDual_ofKey42_derivesTheReferenceKeys() {
        assertThat(Long.toUnsignedString(GumbelVllmDual.derived(42, "key_a")))
                .isEqualTo(VLLM.at("derive_key_a").toString());
        assertThat(Long.toUnsignedString(GumbelVllmDual.derived(42, "key_b")))
                .isEqualTo(VLLM.at("derive_key_b").toString());
    }

    @Test
    void vllmDual_ofAToken_mixesTheScoresOfTheDerivedKeys() {
        GumbelVllmDual scheme = GumbelVllmDual.defaults();
        int[] tokens = {1, 2, 3, 4, 5};
        double first = GumbelVllm.defaults()
                .keyed(new MarkKey.Word(GumbelVllmDual.derived(42, "key_a")))
                .score(tokens, 4);
        double second = GumbelVllm.defaults()
                .keyed(new MarkKey.Word(GumbelVllmDual.derived(42, "key_b")))
                .score(tokens, 4);
        assertThat(scheme.keyedFirst(KEY_42).score(tokens, 4)).isEqualTo(first);
        assertThat(scheme.keyedSecond(KEY_42).score(tokens, 4)).isEqualTo(second);
        assertThat(scheme.keyed(KEY_42).score(tokens, 4)).isEqualTo((1 - 0.1) * first + 0.1 * second);
        assertThat(scheme.keyed(KEY_42).law()).isEqualTo(new ScoreLaw.MixedExponential(0.1));
    }

    @Test
    void vllmScore_ofTheLargestDraw_is24Halvings() {
        assertThat(GumbelScores.ofUniform(PhiloxUniform.ofWord(-1))).isEqualTo(24 * Math.log(2));
        assertThat(GumbelScores.ofUniform(PhiloxUniform.ofWord(0))).isPositive();
    }

    @Test
    void vllmScores_ofAnyDraw_equalThePublishedFormulaToTheLastPlace() {
        for (int word = Integer.MIN_VALUE; word < Integer.MAX_VALUE - 70_000; word += 65_521) {
            double uniform = PhiloxUniform.ofWord(word);
            double published = -StrictMath.log1p(-uniform);
            assertThat(Math.abs(GumbelScores.ofUniform(uniform) - published)).isLessThanOrEqualTo(Math.ulp(published));
        }
    }

    @Test
    void sglang_ofItsKnownAnswers_hashesContextsAndCandidates() {
        assertSglang(0x0123456789abcdefL, new int[] {1, 2, 3, 4}, 1_145_416_960L, new long[] {
            1293512163, 858402549, 2305555132L, 2450309311L, 227333036, 2684237202L
        });
        assertSglang(0xfedcba9876543210L, new int[] {4, 3, 2, 1}, 47_748_951L, new long[] {
            221641642, 4015047244L, 843143906, 1076944989, 3882127500L, 2413234263L
        });
    }

    @Test
    void sglangDual_ofItsKnownAnswers_tossesTheirCoins() {
        var first = coin(0x0123456789abcdefL, 0x1111222233334444L);
        var second = coin(0xfedcba9876543210L, 0x9999aaaabbbbccccL);
        assertThat(Integer.toUnsignedLong(first.coin(1_145_416_960))).isEqualTo(3_157_978_494L);
        assertThat(first.takesFirst(1_145_416_960)).isFalse();
        assertThat(Integer.toUnsignedLong(second.coin(47_748_951))).isEqualTo(857_599_151L);
        assertThat(second.takesFirst(47_748_951)).isTrue();
        int[] tokens = {1, 2, 3, 4, 17};
        assertThat(first.uniform(tokens, 4)).isEqualTo(first.second().uniform(tokens, 4));
    }

    @Test
    void sglang_contextsOfOneHash_areTwoContexts() {
        int[] both = {55_826, 167_495, 1, 62_387, 187_178, 1};
        assertThat(MurmurWords.hash(both, 0, 2)).isEqualTo(MurmurWords.hash(both, 3, 2));
        assertThat(new GumbelSglang(2).context().repeated(both, 2)).containsOnly(false);
    }

    private static GumbelSglangDual.CoinUniform coin(long first, long second) {
        return (GumbelSglangDual.CoinUniform) GumbelSglangDual.defaults().draws(new MarkKey.WordPair(first, second));
    }

    private static void assertSglang(long key, int[] context, long contextHash, long[] hashes) {
        assertThat(Integer.toUnsignedLong(MurmurWords.hash(context, 0, 4))).isEqualTo(contextHash);
        MurmurUniform draws = new MurmurUniform(key, 4);
        int[] tokens = Arrays.copyOf(context, 5);
        for (int i = 0; i < hashes.length; i++) {
            tokens[4] = SGLANG_TOKENS[i];
            assertThat(Integer.toUnsignedLong(draws.hash((int) contextHash, SGLANG_TOKENS[i])))
                    .isEqualTo(hashes[i]);
            assertThat(draws.uniform(tokens, 4)).isEqualTo((hashes[i] + 0.5) / 4294967296.0);
            assertThat(draws.after(tokens, 4).uniform(SGLANG_TOKENS[i])).isEqualTo(draws.uniform(tokens, 4));
        }
    }

    private static void assertMantissas(KeyedUniform draws, JsonNode expected) {
        long[][] rows = new long[expected.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] =
                    Arrays.stream(Vectors.ints(expected.get(i))).asLongStream().toArray();
        }
        assertMantissas(draws, rows);
    }

    private static void assertMantissas(KeyedUniform draws, long[][] expected) {
        for (int context = 0; context < expected.length; context++) {
            int[] tokens = Arrays.copyOf(Vectors.ints(VLLM.at("contexts").get(context)), 5);
            for (int token = 0; token < expected[context].length; token++) {
                tokens[4] = VLLM.ints("tokens")[token];
                double uniform = (float) ((expected[context][token] + 1) / (double) ((1 << 24) + 1));
                assertThat(draws.uniform(tokens, 4)).isEqualTo(uniform);
                assertThat(draws.after(tokens, 4).uniform(tokens[4])).isEqualTo(uniform);
            }
        }
    }
}
