// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * How accounts are dealt to be judged where one place cannot hold them all; see {@link SpreadDetector}.
 *
 * @param count how many parts are judged by themselves first, 1 to {@value #MOST}; 1 to judge all together
 * @param sample how many accounts, over all parts, are judged together whatever they do, so that what is ordinary is seen too
 */
public record Parts(int count, int sample) {
    /** More are no better for any number of accounts. */
    public static final int MOST = 10_000;

    /** All judged together. */
    public static final Parts ONE = of(1);

    private static final int USUAL_SAMPLE = 40_000;

    public Parts {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("accounts judged in " + count + " parts, must be 1 to " + MOST);
        }
        if (sample < 0) {
            throw new IllegalArgumentException("a sample of " + sample + " accounts");
        }
    }

    /** So many parts, and {@value #USUAL_SAMPLE} accounts judged together whatever they do. */
    public static Parts of(int count) {
        return new Parts(count, USUAL_SAMPLE);
    }
}
