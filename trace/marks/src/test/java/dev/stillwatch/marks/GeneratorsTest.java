// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The generators that marks are made of, against their authors' known answers. */
class GeneratorsTest {

    @Test
    void mersenneTwister_ofTheReferenceSeed_givesTheReferenceOutputs() {
        MersenneTwister twister = new MersenneTwister(5489);
        assertThat(Integer.toUnsignedLong(twister.next())).isEqualTo(3_499_211_612L);
        for (int i = 2; i < 10_000; i++) {
            twister.next();
        }
        assertThat(Integer.toUnsignedLong(twister.next())).isEqualTo(4_123_659_995L);
    }

    @Test
    void mersenneTwister_ofSeedZero_givesWhatPyTorchGives() {
        MersenneTwister twister = new MersenneTwister(0);
        assertThat(new long[] {
                    Integer.toUnsignedLong(twister.next()),
                    Integer.toUnsignedLong(twister.next()),
                    Integer.toUnsignedLong(twister.next()),
                    Integer.toUnsignedLong(twister.next())
                })
                .containsExactly(2_357_136_044L, 2_546_248_239L, 3_071_714_933L, 3_626_093_760L);
    }

    @Test
    void mersenneTwister_seedOf64Bits_countsTheLow32Only() {
        assertThat(new MersenneTwister((1L << 40) + 7).next()).isEqualTo(new MersenneTwister(7).next());
    }

    @Test
    void permutation_ofAnySize_holdsEveryNumberOnce() {
        int[] row = new MersenneTwister(3).permutation(1000);
        Arrays.sort(row);
        assertThat(row).isEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void philox_ofRandom123sInputs_givesItsKnownAnswers() {
        assertThat(Philox.block(0, 0, 0, 0, 0, 0))
                .isEqualTo(new Philox.Block(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8));
        assertThat(Philox.block(-1, -1, -1, -1, -1, -1))
                .isEqualTo(new Philox.Block(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd));
        assertThat(Philox.block(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0))
                .isEqualTo(new Philox.Block(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1));
    }

    /** Made with numpy 2.4.6: {@code default_rng(0).bit_generator.random_raw(4)}. */
    @Test
    void numpyGenerator_ofSeedZero_givesNumpysWords() {
        NumpyShuffle generator = new NumpyShuffle(0);
        assertThat(new String[] {
                    Long.toUnsignedString(generator.next64()),
                    Long.toUnsignedString(generator.next64()),
                    Long.toUnsignedString(generator.next64()),
                    Long.toUnsignedString(generator.next64())
                })
                .containsExactly(
                        "11749869230777074271", "4976686463289251617", "755828109848996024", "304881062738325533");
    }

    @Test
    void coinTable_ofSeveralSeeds_isPyTorchsTable() {
        Vectors vectors = Vectors.read("synthid_kgw_vectors.json");
        String zero = digits(new CoinTable.Seeded(65_536, 0));
        assertThat(zero).startsWith(vectors.text("hf_sampling_table_seed0_first256"));
        assertThat(zero.chars().filter(c -> c == '1').count())
                .isEqualTo(vectors.at("hf_sampling_table_seed0_sum").asLong());
        assertThat(sha256(zero)).isEqualTo(vectors.text("hf_sampling_table_seed0_sha256_of_ascii_bits"));
        for (long seed : new long[] {1, 42, 1_099_511_627_783L}) {
            String table = digits(new CoinTable.Seeded(65_536, seed));
            assertThat(table).startsWith(vectors.text("hf_sampling_table_seed" + seed + "_first64"));
            assertThat(sha256(table)).isEqualTo(vectors.text("hf_sampling_table_seed" + seed + "_sha256"));
        }
    }

    private static String digits(CoinTable table) {
        StringBuilder digits = new StringBuilder();
        for (byte coin : table.coins()) {
            digits.append((char) ('0' + coin));
        }
        return digits.toString();
    }

    private static String sha256(String digits) {
        return HexFormat.of().formatHex(ExportedBits.sha256().digest(digits.getBytes(StandardCharsets.US_ASCII)));
    }
}
