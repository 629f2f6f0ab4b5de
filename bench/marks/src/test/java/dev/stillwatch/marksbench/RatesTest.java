// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.marks.Background;
import dev.stillwatch.marks.GumbelVllm;
import dev.stillwatch.marks.Reply;
import dev.stillwatch.marks.ScoreLaw;
import dev.stillwatch.marks.WindowSelection;
import dev.stillwatch.marks.WindowSelection.Distinct;
import dev.stillwatch.marks.Windows;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RatesTest {
    private static Windows text(int... tokens) {
        return new WindowSelection(
                        GumbelVllm.defaults(),
                        Distinct.CONTEXT,
                        Background.EMPTY,
                        OptionalInt.empty(),
                        OptionalInt.empty())
                .select(Reply.of(tokens));
    }

    @Test
    void fairly_wholeNumbers_meetTheLevelExactly() {
        ScoreLaw.Green law = new ScoreLaw.Green(0.25);
        Limits.Limit limit = new Limits(law, 0.01).of(4);
        // Four of four: 1/256. Three of four: 12/256, of which the rest of the level is taken.
        assertThat(limit.reached(4)).isTrue();
        assertThat(limit.reached(3)).isFalse();
        assertThat(1 / 256.0 * limit.fairly(4) + 12 / 256.0 * limit.fairly(3)).isCloseTo(0.01, within(1e-12));
        assertThat(limit.fairly(2)).isZero();
    }

    @Test
    void scatter_keysThatLieOffTheLevel_isTheMeanSquareAgainstSampling() {
        Rates rates = new Rates(Collections.nCopies(400, text(1, 2, 3)));
        Limits limits = new Limits(new ScoreLaw.Exponential(), 0.01);
        // Of 400 texts 4 are due, with a deviation of 1.99; here 8 and none.
        rates.add((text, windows) -> text < 8 ? 100 : 0, limits);
        rates.add((text, windows) -> 0, limits);
        assertThat(rates.exact()).isEqualTo("1.00 (0.00 to 2.00)");
        assertThat(rates.scatter(0.01)).isCloseTo(16 / (400 * 0.01 * 0.99), within(1e-9));
        // Two degrees of freedom: the tail is exponential.
        assertThat(rates.chanceOfScatter(0.01)).isCloseTo(Math.exp(-16 / (400 * 0.01 * 0.99)), within(1e-9));
    }

    @Test
    void add_textsWithoutWindows_doNotCount() {
        Rates rates = new Rates(List.of(text(), text(1, 2)));
        rates.add((text, windows) -> 100, new Limits(new ScoreLaw.Exponential(), 0.01));
        assertThat(rates.judged()).isEqualTo(1);
        assertThat(rates.exact()).isEqualTo("100.00 (100.00 to 100.00)");
        assertThat(rates.windows()).isEqualTo(2);
    }
}
