// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TardosCodeTest {
    private static final MarkSettings SETTINGS = new MarkSettings(20_001, 10, 0.004, 1);

    @Test
    void shares_followTheArcsine_andStayOffTheEdges() {
        double[] shares = new TardosCode(Keys.key(1), SETTINGS).shares();

        assertThat(Arrays.stream(shares).min().orElseThrow()).isBetween(1 / 3_001.0, 0.01);
        assertThat(Arrays.stream(shares).max().orElseThrow()).isBetween(0.99, 1 - 1 / 3_001.0);
        assertThat(Arrays.stream(shares).average().orElseThrow()).isCloseTo(0.5, within(0.01));
        assertThat(Arrays.stream(shares).map(p -> p * (1 - p)).average().orElseThrow())
                .isCloseTo(0.125, within(0.01));
    }

    @Test
    void of_recipients_haveTheSharesOfOnes() {
        TardosCode code = new TardosCode(Keys.key(1), SETTINGS);
        double[] shares = code.shares();
        double sum = 0;
        double squares = 0;
        for (int recipient = 0; recipient < 20; recipient++) {
            boolean[] ones = code.of("recipient " + recipient);
            for (int symbol = 0; symbol < ones.length; symbol++) {
                double odds = Math.sqrt(shares[symbol] / (1 - shares[symbol]));
                double score = ones[symbol] ? 1 / odds : -odds;
                sum += score;
                squares += score * score;
            }
        }
        assertThat(sum / (20 * 20_001)).isCloseTo(0, within(0.01));
        assertThat(squares / (20 * 20_001)).isCloseTo(1, within(0.1));
    }

    @Test
    void of_sameRecipientAndKey_isTheSameCode_elseAnother() {
        boolean[] first = new TardosCode(Keys.key(1), SETTINGS).of("a");

        assertThat(new TardosCode(Keys.key(1), SETTINGS).of("a")).isEqualTo(first);
        assertThat(new TardosCode(Keys.key(1), SETTINGS).of("b")).isNotEqualTo(first);
        assertThat(new TardosCode(Keys.key(2), SETTINGS).of("a")).isNotEqualTo(first);
    }

    @Test
    void sums_ofOnes_areWhatTheCodeHas() {
        TardosCode code = new TardosCode(Keys.key(1), SETTINGS);
        double[] plain = new double[20_001];
        double[] signed = new double[20_001];
        for (int symbol = 0; symbol < plain.length; symbol++) {
            plain[symbol] = 1;
            signed[symbol] = symbol % 3 - 1.25;
        }

        double[] sums =
                code.sums(new double[][] {plain, signed}).of(List.of("x", "a")).get(1);

        boolean[] ones = code.of("a");
        double count = 0;
        double expected = 0;
        for (int symbol = 0; symbol < ones.length; symbol++) {
            count += ones[symbol] ? plain[symbol] : 0;
            expected += ones[symbol] ? signed[symbol] : 0;
        }
        assertThat(sums[0]).isEqualTo(count);
        assertThat(sums[1]).isCloseTo(expected, within(1e-8));
    }
}
