// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WindowTestTest {
    private static final int SIZE = 200;
    private static WindowTest test;

    @BeforeAll
    static void fit() {
        test = WindowTest.fit(TestEmbeddings.of(new Random(1), 2_000, 0), SIZE);
    }

    @Test
    void test_newBenignWindows_haveEvenPValues() {
        Random random = new Random(2);
        int windows = 400;
        int below10 = 0;
        int below1 = 0;
        for (int w = 0; w < windows; w++) {
            double p = pValue(TestEmbeddings.of(random, SIZE, 0));
            below10 += p <= 0.1 ? 1 : 0;
            below1 += p <= 0.01 ? 1 : 0;
        }
        // Four standard errors of a share of 400 windows.
        assertThat(below10 / (double) windows).isBetween(0.1 - 0.06, 0.1 + 0.06);
        assertThat(below1 / (double) windows).isLessThan(0.01 + 0.02);
    }

    @Test
    void test_shiftedMinority_isFound() {
        Random random = new Random(3);
        for (int w = 0; w < 20; w++) {
            List<float[]> window = new ArrayList<>(TestEmbeddings.of(random, SIZE - 40, 0));
            window.addAll(TestEmbeddings.of(random, 40, 6));
            assertThat(pValue(window)).isLessThan(0.001);
        }
    }

    @Test
    void test_moreAttackers_isLessLikelyBenign() {
        Random random = new Random(4);
        List<float[]> benign = TestEmbeddings.of(random, SIZE, 0);
        List<float[]> attackers = TestEmbeddings.of(random, SIZE, 6);
        double before = 1;
        for (int share : new int[] {30, 60, 120, 200}) {
            List<float[]> window = new ArrayList<>(benign.subList(0, SIZE - share));
            window.addAll(attackers.subList(0, share));
            double p = pValue(window);
            assertThat(p).isLessThan(before);
            before = p;
        }
    }

    @Test
    void test_repeats_areNoEvidence() {
        List<float[]> window = TestEmbeddings.of(new Random(5), SIZE, 0);
        List<float[]> repeated = new ArrayList<>(window);
        repeated.addAll(Collections.nCopies(500, window.getFirst()));
        repeated.add(new float[PromptEmbedding.DIMENSIONS]);
        assertThat(test.test(repeated)).isEqualTo(test.test(window));
        assertThat(test.test(repeated).prompts()).isEqualTo(SIZE);
    }

    @Test
    void open_filledPromptByPrompt_isTheTestOfTheWhole() {
        List<float[]> all = TestEmbeddings.of(new Random(6), SIZE, 1);
        WindowTest.Window window = test.open();
        assertThat(window.result()).isEqualTo(new WindowTest.Result(new Probability(1), 0));
        all.forEach(window::add);
        assertThat(window.result()).isEqualTo(test.test(all));
    }

    @Test
    void test_oneOrTwoPrompts_isNoAlarm() {
        Random random = new Random(7);
        int alarms = 0;
        for (int w = 0; w < 200; w++) {
            alarms += pValue(TestEmbeddings.of(random, 1 + w % 2, 0)) < 0.001 ? 1 : 0;
        }
        assertThat(alarms).isLessThan(10);
    }

    @Test
    void fit_orderAndRepeats_doNotMatter() {
        List<float[]> benign = TestEmbeddings.of(new Random(8), 400, 0);
        List<float[]> window = TestEmbeddings.of(new Random(9), 100, 1);
        List<float[]> other = new ArrayList<>(benign);
        other.addAll(benign.subList(0, 100));
        Collections.shuffle(other, new Random(10));
        assertThat(WindowTest.fit(other, 100).test(window))
                .isEqualTo(WindowTest.fit(benign, 100).test(window));
    }

    @Test
    void fit_tooFewOrTooSmall_isRefused() {
        List<float[]> benign = TestEmbeddings.of(new Random(11), WindowTest.FEWEST, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowTest.fit(benign.subList(1, WindowTest.FEWEST), 100))
                .withMessageContaining("199");
        assertThatIllegalArgumentException().isThrownBy(() -> WindowTest.fit(benign, 1));
    }

    private static double pValue(List<float[]> window) {
        return test.test(window).pValue().value();
    }
}
