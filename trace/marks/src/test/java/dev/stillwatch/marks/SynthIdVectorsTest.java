// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SynthIdVectorsTest {
    private static final Vectors VECTORS = Vectors.read("synthid_kgw_vectors.json");
    private static final int[] TOKENS = VECTORS.ints("tokens");
    private static final MarkKey DEMO = new MarkKey.LayerKeys(SynthId.DEMO_KEYS);

    @Test
    void layerBits_ofHuggingFace_equalTheReferenceInBothForms() {
        SynthIdHf scheme = SynthIdHf.defaults();
        assertThat(bits(scheme.keyed(DEMO))).containsExactly(strings("hf_g_values"));
        assertThat(bits(scheme.keyedDirect(DEMO))).containsExactly(strings("hf_g_values"));
    }

    @Test
    void layerBits_ofDeepMind_equalTheReference() {
        assertThat(bits(SynthIdDeepMind.defaults().keyed(DEMO))).containsExactly(strings("dm_g_values"));
    }

    @Test
    void layerKeys_ofTheFirstWindow_equalTheReference() {
        long[] keys = VECTORS.longs("keys");
        long folded = Lcg.foldAll(1, TOKENS, 0, 5);
        SynthIdDirect direct = new SynthIdDirect(keys, 4, new CoinTable.Seeded(65_536, 0).coins());
        SynthIdHashed hashed = new SynthIdHashed(keys, 4);
        assertThat(SynthIdHashed.start(keys)).isEqualTo(VECTORS.at("dm_hash_iv").asLong());
        long hashedFold = Lcg.foldAll(SynthIdHashed.start(keys), TOKENS, 0, 5);
        for (int layer = 0; layer < 30; layer++) {
            assertThat(direct.layerKey(folded, layer)).isEqualTo(VECTORS.longs("hf_ngram_keys_first")[layer]);
            assertThat(hashed.layerKey(hashedFold, layer)).isEqualTo(VECTORS.longs("dm_ngram_keys_first")[layer]);
        }
    }

    @Test
    void repeated_ofTheVectorsTokens_equalsBothReferenceMasks() {
        boolean[] hf = SynthIdHf.defaults().context().repeated(TOKENS, 4);
        boolean[] dm = SynthIdDeepMind.defaults().context().repeated(TOKENS, 4);
        for (int i = 0; i < hf.length; i++) {
            assertThat(hf[i]).isEqualTo(VECTORS.ints("hf_context_mask")[i] == 0);
            assertThat(dm[i]).isEqualTo(VECTORS.ints("dm_context_mask")[i] == 0);
        }
        assertThat(hf).hasSize(36);
    }

    @Test
    void scores_overManyTokens_areTheSameInThePackedAndTheDirectForm() {
        Random random = new Random(11);
        for (int width : new int[] {1, 2, 4, 7}) {
            SynthIdHf scheme = SynthIdHf.defaults().withContextWidth(width);
            MarkKey key = scheme.drawKey(random);
            LayeredScores packed = scheme.keyed(key);
            LayeredScores direct = scheme.keyedDirect(key);
            int[] tokens = random.ints(5000, 0, 300_000).toArray();
            double[] bulk = new double[tokens.length - width];
            packed.scores(tokens, width, bulk);
            for (int position = width; position < tokens.length; position++) {
                assertThat(packed.layerBits(tokens, position)).isEqualTo(direct.layerBits(tokens, position));
                assertThat(bulk[position - width]).isEqualTo(direct.score(tokens, position));
                assertThat(packed.score(tokens, position)).isEqualTo(direct.score(tokens, position));
            }
        }
    }

    @Test
    void keyed_ofASmallOrUnevenTable_scoresAsDefined() {
        Random random = new Random(12);
        int[] tokens = random.ints(500, 0, 1000).toArray();
        for (int size : new int[] {64, 1000, 131_072}) {
            SynthIdHf scheme = new SynthIdHf(12, 4, new CoinTable.Seeded(size, 3), 1024);
            MarkKey key = scheme.drawKey(random);
            for (int position = 4; position < tokens.length; position++) {
                assertThat(scheme.keyed(key).layerBits(tokens, position))
                        .isEqualTo(scheme.keyedDirect(key).layerBits(tokens, position));
            }
        }
    }

    @Test
    void keyed_withTheTableImported_scoresAsWithTheSameTableDrawn() {
        byte[] coins = new CoinTable.Seeded(65_536, 0).coins();
        StringBuilder digits = new StringBuilder();
        for (byte coin : coins) {
            digits.append(coin);
        }
        ExportedBits table = ExportedBits.parse(
                digits.append('\n').toString().getBytes(StandardCharsets.US_ASCII),
                VECTORS.text("hf_sampling_table_seed0_sha256_of_ascii_bits"));
        SynthIdHf scheme = new SynthIdHf(30, 4, new CoinTable.Exported(table), 1024);
        assertThat(bits(scheme.keyed(DEMO))).containsExactly(strings("hf_g_values"));
    }

    @Test
    void law_ofTheDefaultTable_hasTheTablesOwnShare() {
        assertThat(SynthIdHf.defaults().keyed(DEMO).law()).isEqualTo(new ScoreLaw.Bits(30, 32743 / 65536.0));
    }

    @Test
    void weighted_ofATokensBits_addsTheirWeights() {
        LayeredScores scores = SynthIdHf.defaults().keyed(DEMO);
        KeyedScores weighted = scores.weighted(10);
        ScoreLaw.WeightedBits law = (ScoreLaw.WeightedBits) weighted.law();
        double expected = 0;
        String bits = strings("hf_g_values")[0];
        for (int layer = 0; layer < 30; layer++) {
            expected += bits.charAt(layer) == '1' ? law.weight(layer) : 0;
        }
        assertThat(weighted.score(TOKENS, 4)).isCloseTo(expected, within(1e-12));
        // The variance that the published weighted mean has for a token, times the square of the layers.
        assertThat(law.variance() / 900).isCloseTo(0.0103211, within(1e-7));
    }

    private static String[] strings(String name) {
        String[] strings = new String[VECTORS.at(name).size()];
        for (int i = 0; i < strings.length; i++) {
            strings[i] = VECTORS.at(name).get(i).asString();
        }
        return strings;
    }

    private static String[] bits(LayeredScores scores) {
        String[] strings = new String[TOKENS.length - 4];
        for (int i = 0; i < strings.length; i++) {
            long bits = scores.layerBits(TOKENS, i + 4);
            StringBuilder digits = new StringBuilder();
            for (int layer = 0; layer < 30; layer++) {
                digits.append(bits >> layer & 1);
            }
            strings[i] = digits.toString();
            assertThat(scores.score(TOKENS, i + 4)).isEqualTo(Long.bitCount(bits));
        }
        return strings;
    }
}
