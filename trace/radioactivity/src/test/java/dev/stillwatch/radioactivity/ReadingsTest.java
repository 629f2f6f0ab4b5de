// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingsTest {
    private static SuspectTally closed(int width, Optional<WindowFilter> filter, int[] prompt, int[]... responses) {
        ClosedModelReading reading = new ClosedModelReading(width, Reference.NONE, filter);
        for (int[] response : responses) {
            reading.add(prompt, response);
        }
        return reading.tally();
    }

    @Test
    void closed_windowsOfThePrompt_areDropped() {
        SuspectTally tally =
                closed(2, Optional.empty(), new int[] {9, 1, 2, 9}, new int[] {1, 2, 3, 4}, new int[] {3, 4, 5});

        // (1, 2) stood in the prompt; (2, 3) and (3, 4) did not.
        assertThat(tally.dropped().inPrompt()).isEqualTo(1);
        assertThat(tally.positions()).isEqualTo(2);
        assertThat(tally.shown()).containsExactly(new int[] {2, 3, 4}, new int[] {3, 4, 5});
    }

    @Test
    void closed_filterOfMarkedResponses_letsOnlyTheirWindowsPass() {
        WindowFilter filter = new WindowFilter(1);
        filter.add(new int[] {1, 2, 3});

        SuspectTally tally = closed(1, Optional.of(filter), new int[0], new int[] {1, 7, 2, 7, 3, 7});

        // 3 ends the marked response: no token of it was marked after 3.
        assertThat(filter.size()).isEqualTo(2);
        assertThat(tally.positions()).isEqualTo(2);
        assertThat(tally.dropped().outsideFilter()).isEqualTo(3);
    }

    @Test
    void closed_samePairAgain_isShownOnceAndCountedTwice() {
        SuspectTally tally = closed(1, Optional.empty(), new int[0], new int[] {1, 2, 1, 2}, new int[] {1, 2});

        assertThat(tally.shown()).containsExactly(new int[] {1, 2}, new int[] {2, 1});
        assertThat(tally.windows().get(Window.before(new int[] {1}, 1, 1)).total())
                .isEqualTo(3);
    }

    @Test
    void closed_responseShorterThanAWindow_givesNothing() {
        assertThat(closed(3, Optional.empty(), new int[0], new int[] {1, 2, 3}, new int[0])
                        .positions())
                .isZero();
    }

    @Test
    void closed_widthNought_scoresEveryToken() {
        assertThat(closed(0, Optional.empty(), new int[] {1}, new int[] {1, 2, 1})
                        .shown())
                .containsExactly(new int[] {1}, new int[] {2});
    }

    @Test
    void closed_negativeWidth_isRefused() {
        assertThatThrownBy(() -> new ClosedModelReading(-1, Reference.NONE, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void open_windowSeenEarlierInTheText_isDropped() {
        OpenModelReading reading = new OpenModelReading(
                1,
                text -> {
                    float[][] all = new float[text.length][0];
                    for (int i = 1; i < text.length; i++) {
                        all[i] = new float[] {0.2f, 0.5f, 0.3f};
                    }
                    return all;
                },
                Reference.NONE);

        reading.add(new int[] {0, 1, 0, 2});
        reading.add(new int[] {0, 0});

        assertThat(reading.tally().dropped().repeated()).isEqualTo(1);
        assertThat(reading.tally().positions()).isEqualTo(3);
        assertThat(reading.tally().shown()).containsExactly(new int[] {0, 1}, new int[] {1, 1});
        TokenSums afterNought = reading.tally().windows().get(Window.before(new int[] {0}, 1, 1));
        afterNought.forEach((token, came, expected) -> {
            if (token == 1) {
                assertThat(came).isCloseTo(1, within(1e-6));
            }
        });
    }

    @Test
    void textReference_knownContext_expectsWhatFollowedAndLittleElse() {
        TextReference reference = new TextReference(2);
        for (int i = 0; i < 50; i++) {
            reference.add(new int[] {1, 2, 3, 1, 2, 4});
        }
        double[] expected = new double[5];

        reference.expect(new int[] {1, 2}, 2, (token, probability) -> expected[token] += probability);

        assertThat(expected[3]).isBetween(0.45, 0.55);
        assertThat(expected[4]).isBetween(0.45, 0.55);
        assertThat(expected[0] + expected[1] + expected[2] + expected[3] + expected[4])
                .isBetween(0.98, 1.0000001);
    }

    @Test
    void textReference_unknownContext_fallsBackToShorterOnes() {
        TextReference reference = new TextReference(2);
        reference.add(new int[] {1, 2, 3});
        double[] expected = new double[4];

        reference.expect(new int[] {9, 2}, 2, (token, probability) -> expected[token] += probability);

        assertThat(expected[3]).isGreaterThan(expected[1]).isGreaterThan(0.5);
    }
}
