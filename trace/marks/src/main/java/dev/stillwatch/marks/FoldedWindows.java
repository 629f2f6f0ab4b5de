// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.BitSet;
import java.util.Optional;

/**
 * Windows that Hugging Face's SynthID-Text cannot tell apart: with a table of 2^b coins a window counts by b bits only,
 * so different windows score the same under every key as soon as these bits agree.
 *
 * <p>A corpus of a hundred thousand tokens holds such twins in plenty, and a test that takes them for independent
 * accuses too easily. Which windows are twins depends on no key. Not thread-safe.
 */
final class FoldedWindows {
    private static final int LARGEST_TABLE = 1 << 16;

    private final int width;
    private final int mask;
    private final BitSet seen;

    private FoldedWindows(int width, int size) {
        this.width = width;
        this.mask = size - 1;
        this.seen = new BitSet(size);
    }

    /** None for schemes that tell all windows apart. */
    static Optional<FoldedWindows> of(Scheme scheme) {
        return scheme instanceof SynthIdHf hf
                        && hf.table().size() <= LARGEST_TABLE
                        && Integer.bitCount(hf.table().size()) == 1
                ? Optional.of(new FoldedWindows(hf.contextWidth(), hf.table().size()))
                : Optional.empty();
    }

    /** Adds a window that begins at an index; {@code false} if it, or a twin, was there. */
    boolean add(int[] tokens, int start) {
        int fold = (int) Lcg.foldAll(1, tokens, start, width + 1) & mask;
        if (seen.get(fold)) {
            return false;
        }
        seen.set(fold);
        return true;
    }
}
