// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemesTest {
    private static final Map<String, String> VOCABULARY = Map.of("vocabulary", "500");

    static Iterable<String> names() {
        return Schemes.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void byName_ofEveryScheme_makesItAndReadsItsParametersBack(String name) {
        Scheme scheme = scheme(name);
        assertThat(scheme.name()).isEqualTo(name);
        assertThat(Schemes.byName(name, scheme.parameters())).isEqualTo(scheme);
    }

    @ParameterizedTest
    @MethodSource("names")
    void drawKey_ofEveryScheme_isUsableReadableAndHidden(String name) {
        Scheme scheme = scheme(name);
        MarkKey key = scheme.drawKey(new Random(9));
        assertThat(key).isEqualTo(scheme.drawKey(new Random(9))).isNotEqualTo(scheme.drawKey(new Random(10)));
        assertThat(scheme.parseKey(key.reveal())).isEqualTo(key);
        assertThat(key.toString()).contains("hidden").doesNotContainPattern("[0-9a-f]{5}");
        assertThat(scheme.isPublicDemo(key)).isFalse();
        assertThat(scheme.keyed(key).contextWidth()).isEqualTo(scheme.context().width());
    }

    @ParameterizedTest
    @MethodSource("names")
    void keyed_withAKeyOfAnotherKind_saysWhatItTakesAndNothingOfTheKey(String name) {
        Scheme scheme = scheme(name);
        MarkKey wrong = new MarkKey.GreenTokens(ExportedBits.parse("0110".getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(() -> scheme.keyed(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a key of " + name + " is ")
                .hasMessageNotContaining("0110");
    }

    @ParameterizedTest
    @MethodSource("names")
    void parseKey_ofSomethingElse_neverRepeatsIt(String name) {
        assertThatThrownBy(() -> scheme(name).parseKey("s3cr3t,pa55word"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cr3t")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({
        "synthid-hf, layers, 65, layers is 1 to 64",
        "synthid-hf, layers, thirty, layers is not a whole number",
        "synthid-hf, table-size, 0, table-size is 1 to",
        "synthid-hf, table-file, coins.txt, table-file needs table-sha256",
        "synthid-deepmind, leaves, 4, leaves is 2 to 3",
        "synthid-deepmind, context-width, 0, context-width is 1 to 64",
        "kgw, share, 1, share is above 0 and below 1",
        "kgw, share, NaN, share is above 0",
        "kgw, bias, -1, bias is above 0",
        "kgw, vocabulary, 1, vocabulary is 2 to",
        "kgw, vocabulary, 3000000000, vocabulary is too large",
        "kgw-selfhash, window, 0, window is 1 to 64",
        "unigram, bias, much, bias is not a number",
        "gumbel-vllm, context-history, -1, context-history is 0 to",
        "gumbel-vllm, keys, 3, has no parameter keys",
        "gumbel-vllm-dual, alpha, 1.5, alpha is 0 to 1",
        "gumbel-sglang-dual, mixing, -0.1, mixing is 0 to 1"
    })
    void byName_withAFaultyParameter_namesIt(String name, String parameter, String value, String message) {
        Map<String, String> parameters =
                new HashMap<>(name.startsWith("kgw") || name.equals("unigram") ? VOCABULARY : Map.of());
        parameters.put(parameter, value);
        assertThatThrownBy(() -> Schemes.byName(name, parameters))
                .isInstanceOf(StillwatchException.class)
                .hasMessageStartingWith("scheme " + name + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void byName_ofNothingKnown_listsWhatIs() {
        assertThatThrownBy(() -> Schemes.byName("synthid", Map.of())).hasMessageContaining("synthid-hf, ");
        assertThatThrownBy(() -> Schemes.byName("kgw", Map.of())).hasMessageContaining("vocabulary is missing");
    }

    @Test
    void byName_withAnExportedTable_readsItAndComparesItsDigest() {
        byte[] table = "0110100110010110\n".getBytes(StandardCharsets.US_ASCII);
        String sha256 = ExportedBits.parse(table).sha256Hex();
        Scheme scheme =
                Schemes.byName("synthid-hf", Map.of("table-file", "coins", "table-sha256", sha256), name -> table);
        assertThat(scheme)
                .isEqualTo(new SynthIdHf(30, 4, new CoinTable.Exported(ExportedBits.parse(table, sha256)), 1024));
        assertThat(scheme.parameters()).containsEntry("table-sha256", sha256);
        assertThatThrownBy(() -> Schemes.byName(
                        "synthid-hf", Map.of("table-file", "coins", "table-sha256", "00"), name -> table))
                .hasMessageContaining(sha256);
        assertThatThrownBy(() -> ExportedBits.parse("01 1".getBytes(StandardCharsets.US_ASCII), "00"))
                .hasMessageContaining("character 2");
        assertThatThrownBy(() -> ExportedBits.parse(new byte[] {'\n'}, "00")).hasMessageContaining("empty");
    }

    @Test
    void isPublicDemo_ofPublishedKeys_isTrue() {
        assertThat(SynthIdHf.defaults().isPublicDemo(new MarkKey.LayerKeys(SynthId.DEMO_KEYS)))
                .isTrue();
        assertThat(Kgw.defaults(10).isPublicDemo(Kgw.defaults(10).parseKey("15485863")))
                .isTrue();
        assertThat(GumbelVllm.defaults().isPublicDemo(GumbelVllm.defaults().parseKey("42")))
                .isTrue();
        GumbelSglang sglang = GumbelSglang.defaults();
        assertThat(sglang.isPublicDemo(sglang.parseKey("0123456789abcdef"))).isTrue();
        GumbelSglangDual dual = GumbelSglangDual.defaults();
        assertThat(dual.isPublicDemo(dual.parseKey("1,0x123456789abcdef"))).isTrue();
    }

    @Test
    void parseKey_ofUnsignedNumbers_takesAll64Bits() {
        Scheme vllm = GumbelVllm.defaults();
        assertThat(vllm.parseKey("18446744073709551615")).isEqualTo(new MarkKey.Word(-1));
        assertThat(vllm.parseKey("0xffffffffffffffff")).isEqualTo(new MarkKey.Word(-1));
        assertThatThrownBy(() -> vllm.parseKey("18446744073709551616")).hasMessageNotContaining("18446744073709551616");
        assertThatThrownBy(() -> Kgw.defaults(10).parseKey("4294967296")).hasMessageContaining("2^32 - 1");
        assertThatThrownBy(() -> SynthIdHf.defaults().parseKey("1,2,3")).hasMessageContaining("30 numbers");
    }

    private static Scheme scheme(String name) {
        return Schemes.byName(name, name.startsWith("kgw") || name.equals("unigram") ? VOCABULARY : Map.of());
    }
}
