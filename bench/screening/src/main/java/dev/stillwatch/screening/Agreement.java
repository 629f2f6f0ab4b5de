// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.screening;

import java.util.Locale;

/** How often a decision was right: found and right, found and wrong, missed. */
record Agreement(int right, int wrong, int missed) {
    static Agreement of(double[] scores, boolean[] labels, double threshold) {
        int right = 0;
        int wrong = 0;
        int missed = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean found = scores[i] >= threshold;
            right += found && labels[i] ? 1 : 0;
            wrong += found && !labels[i] ? 1 : 0;
            missed += !found && labels[i] ? 1 : 0;
        }
        return new Agreement(right, wrong, missed);
    }

    double precision() {
        return (double) right / Math.max(1, right + wrong);
    }

    double recall() {
        return (double) right / Math.max(1, right + missed);
    }

    double f1() {
        return 2.0 * right / Math.max(1, 2 * right + wrong + missed);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "F1 %.3f, precision %.3f, recall %.3f (%d right, %d wrong, %d missed)",
                f1(),
                precision(),
                recall(),
                right,
                wrong,
                missed);
    }
}
