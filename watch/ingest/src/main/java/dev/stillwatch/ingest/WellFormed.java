// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/** Makes text that UTF-8 can hold. */
final class WellFormed {
    private WellFormed() {}

    /** The text itself, or with each unpaired surrogate replaced by U+FFFD. */
    static String of(String text) {
        int i = unpaired(text, 0);
        if (i < 0) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        while (i >= 0) {
            repaired.setCharAt(i, '\uFFFD');
            i = unpaired(repaired, i + 1);
        }
        return repaired.toString();
    }

    /** Index of the first unpaired surrogate from {@code from} on, or -1. */
    private static int unpaired(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
