// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.enforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.stillwatch.enforce.ReasoningSeal.Binding;
import dev.stillwatch.enforce.ReasoningSeal.Opened;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningSealTest {
    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);
    private static final Binding HERE = new Binding("acct", "m-large", "talk");
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final ReasoningSeal seal = new ReasoningSeal(List.of(OLD));

    private static byte[] key(int fill) {
        byte[] key = new byte[ReasoningSeal.KEY_BYTES];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "sig+/=", "\uD83D\uDE00 é", "stw1.nested"})
    void open_atItsPlace_givesTheBlockBack(String block) {
        assertThat(seal.open(seal.seal(block, HERE), HERE)).isEqualTo(new Opened.Genuine(block));
    }

    @Test
    void open_hugeBlock_givesItBack() {
        String block = "0123456789abcdef".repeat(1 << 16);

        assertThat(seal.open(seal.seal(block, HERE), HERE)).isEqualTo(new Opened.Genuine(block));
    }

    @Test
    void open_elsewhere_isForeign() {
        String sealed = seal.seal("block", HERE);

        for (Binding there : List.of(
                new Binding("other", "m-large", "talk"),
                new Binding("acct", "m-small", "talk"),
                new Binding("acct", "m-large", "other"),
                new Binding("acct", "m-largetalk", ""),
                new Binding("acctm-large", "", "talk"),
                new Binding("", "", ""))) {
            assertThat(seal.open(sealed, there)).isEqualTo(new Opened.Foreign());
        }
    }

    @Test
    void open_anyCharacterAltered_isForeign() {
        for (String block : List.of("b", "b".repeat(300), "b".repeat(600))) {
            String sealed = seal.seal(block, HERE);
            for (int at = 5; at < sealed.length(); at++) {
                int value = BASE64.indexOf(sealed.charAt(at));
                for (int bit = 1; bit < 64; bit <<= 1) {
                    String altered = sealed.substring(0, at) + BASE64.charAt(value ^ bit) + sealed.substring(at + 1);
                    assertThat(seal.open(altered, HERE)).isEqualTo(new Opened.Foreign());
                }
            }
        }
    }

    @Test
    void open_truncatedOrExtended_isForeign() {
        String sealed = seal.seal("block", HERE);
        for (int length = 5; length < sealed.length(); length++) {
            assertThat(seal.open(sealed.substring(0, length), HERE)).isEqualTo(new Opened.Foreign());
        }
        for (String more : List.of("A", "AAAA", "=", "\n", " ", sealed)) {
            assertThat(seal.open(sealed + more, HERE)).isEqualTo(new Opened.Foreign());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stw1", "STW1.AAAA", "EqQBCgIYAhIM", " stw1.AAAA"})
    void open_neverSealed_isPlain(String text) {
        assertThat(seal.open(text, HERE)).isEqualTo(new Opened.Plain());
    }

    @Test
    void open_afterTheKeyIsReplaced_opensWhileTheOldOneIsKept() {
        String sealed = seal.seal("block", HERE);

        assertThat(new ReasoningSeal(List.of(NEW, OLD)).open(sealed, HERE)).isEqualTo(new Opened.Genuine("block"));
        assertThat(new ReasoningSeal(List.of(NEW)).open(sealed, HERE)).isEqualTo(new Opened.Foreign());
    }

    @Test
    void seal_withSeveralKeys_usesTheFirst() {
        String sealed = new ReasoningSeal(List.of(NEW, OLD)).seal("block", HERE);

        assertThat(new ReasoningSeal(List.of(NEW)).open(sealed, HERE)).isEqualTo(new Opened.Genuine("block"));
        assertThat(seal.open(sealed, HERE)).isEqualTo(new Opened.Foreign());
    }

    @Test
    void seal_lengthsWithinABucket_lookAlike() {
        assertThat(List.of(0, 1, 100, 252).stream()
                        .map(n -> seal.seal("x".repeat(n), HERE).length())
                        .distinct())
                .hasSize(1);
        assertThat(seal.seal("x".repeat(253), HERE))
                .hasSizeGreaterThan(seal.seal("x".repeat(252), HERE).length());
    }

    @Test
    void seal_twice_givesDifferentText() {
        assertThat(seal.seal("block", HERE)).isNotEqualTo(seal.seal("block", HERE));
    }

    @Test
    void new_keysMissingOrShort_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ReasoningSeal(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ReasoningSeal(List.of(OLD, new byte[31])));
    }
}
