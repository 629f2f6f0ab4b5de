// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

/** How many words stand between two punctuation marks, roughly. */
final class Rhythm {
    private static final String[] NAMES = {"0", "1", "2-3", "4-7", "8-15", "16-31", "32+"};

    private Rhythm() {}

    /** The class of a number of words: 0, 1, 2 to 3, 4 to 7, 8 to 15, 16 to 31, more. */
    static int gap(int words) {
        return Math.min(NAMES.length - 1, Integer.SIZE - Integer.numberOfLeadingZeros(words));
    }

    static String gapName(int words) {
        return NAMES[gap(words)] + " words";
    }
}
