// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GreenListVectorsTest {
    private static final Vectors VECTORS = Vectors.read("synthid_kgw_vectors.json");
    private static final MarkKey DEMO = new MarkKey.Word(Kgw.DEMO_KEY);

    @Test
    void lefthash_afterToken421_givesTheReferencesList() {
        int[] list = Kgw.defaults(1000).list().tokens(Kgw.DEMO_KEY * 421);
        assertThat(list).hasSize(VECTORS.at("kgw_len").asInt());
        assertThat(list).startsWith(VECTORS.ints("kgw_lefthash_prev421_first20"));
        KeyedScores scores = Kgw.defaults(1000).keyed(DEMO);
        for (int token = 0; token < 1000; token++) {
            int wanted = token;
            boolean green = Arrays.stream(list).anyMatch(each -> each == wanted);
            assertThat(scores.score(new int[] {421, token}, 1)).isEqualTo(green ? 1 : 0);
        }
        assertThat(scores.score(new int[] {421, 421}, 1)).isEqualTo(1);
    }

    @Test
    void selfhash_ofTheReferencesContext_givesItsSeedAndList() {
        int[] context = {3, 17, 421, 77};
        long seed = KgwSelfHash.defaults(1000).seeds(Kgw.DEMO_KEY).seed(context, 3);
        assertThat(seed).isEqualTo(265_590_627_876_140_800L);
        int[] list = new GreenList(1000, 0.25).tokens(seed);
        assertThat(list).startsWith(VECTORS.ints("kgw_selfhash_[3,17,421,77]_first20"));
        double score = KgwSelfHash.defaults(1000).keyed(DEMO).score(context, 3);
        assertThat(score).isEqualTo(Arrays.stream(list).anyMatch(each -> each == 77) ? 1 : 0);
    }

    @Test
    void selfhashSeed_ofNegativeMinima_isPythonsRemainder() {
        BigInteger modulus = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
        for (long least : new long[] {-1, -2, Long.MIN_VALUE, 5, Long.MAX_VALUE, -1_234_567_890_123L}) {
            int expected = BigInteger.valueOf(least).mod(modulus).intValue();
            assertThat((int) KgwSelfHash.twisterSeed(least)).isEqualTo(expected);
        }
    }

    @Test
    void contains_ofEveryToken_agreesWithTheListInFull() {
        for (double share : new double[] {0.01, 0.25, 0.5, 0.99}) {
            GreenList list = new GreenList(311, share);
            for (long seed = 0; seed < 20; seed++) {
                int[] green = list.tokens(seed);
                for (int token = -1; token <= 311; token++) {
                    int wanted = token;
                    boolean listed = Arrays.stream(green).anyMatch(each -> each == wanted);
                    assertThat(list.contains(seed, token)).isEqualTo(listed);
                }
            }
        }
    }

    @Test
    void scores_withContextsMoreThanOnce_equalSingleScores() {
        Random random = new Random(4);
        int[] tokens = random.ints(400, 0, 60).toArray();
        for (Scheme scheme : new Scheme[] {Kgw.textGenerationInference(500), KgwSelfHash.defaults(500)}) {
            KeyedScores scores = scheme.keyed(scheme.drawKey(random));
            int width = scores.contextWidth();
            double[] bulk = new double[tokens.length - width];
            scores.scores(tokens, width, bulk);
            for (int i = 0; i < bulk.length; i++) {
                assertThat(bulk[i]).isEqualTo(scores.score(tokens, width + i));
            }
        }
    }

    /** Made with numpy 2.4.6: {@code default_rng(seed).shuffle(mask)}, seed from SHA-256 of the key as MarkLLM takes it. */
    @ParameterizedTest
    @CsvSource({
        "15485863, 1000, 0.5, 5cee0e02da6808f93cad85d8fe28454519d3c73808e37e5ac3226865efe70702",
        "15485863, 152064, 0.5, 652c993f4df07b89a2cdb422ff9121d0f7bf71ca638ad1db82653960076d1366",
        "7, 32000, 0.25, 21bd861ab2f63368c2c765083313d788d421c2aae79e6cce7e57b466d3b422fe"
    })
    void unigram_ofANumber_makesNumpysList(long key, int vocabulary, double share, String sha256) {
        Unigram scheme = new Unigram(vocabulary, share, 2);
        KeyedScores scores = scheme.keyed(new MarkKey.Word(key));
        StringBuilder digits = new StringBuilder();
        for (int token = 0; token < vocabulary; token++) {
            digits.append((int) scores.score(new int[] {token}, 0));
        }
        byte[] ascii = digits.toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(HexFormat.of().formatHex(ExportedBits.sha256().digest(ascii)))
                .isEqualTo(sha256);
        MarkKey listed = new MarkKey.GreenTokens(ExportedBits.parse(ascii, sha256));
        assertThat(scheme.keyed(listed).score(new int[] {1}, 0)).isEqualTo(scores.score(new int[] {1}, 0));
        assertThat(scores.law()).isEqualTo(new ScoreLaw.Green(share));
    }
}
