// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.HashSet;
import java.util.Set;

/**
 * The windows that occur in marked responses which the suspect may have been trained on: elsewhere it cannot have learnt
 * anything of the mark. Not thread-safe while it is filled.
 *
 * @see <a href="https://arxiv.org/abs/2402.14904">Sander et al., Watermarking Makes Language Models Radioactive</a>,
 *     section 4, supervised setting
 */
public final class WindowFilter {
    private final int width;
    private final Set<Window> windows = new HashSet<>();

    /**
     * An empty filter, which lets nothing pass.
     *
     * @param width tokens of a window, as {@link dev.stillwatch.marks.KeyedScores#contextWidth()}
     */
    public WindowFilter(int width) {
        this.width = width;
    }

    /** Takes in the windows of one marked response that a token follows. */
    public void add(int[] response) {
        for (int position = width; position < response.length; position++) {
            windows.add(Window.before(response, position, width));
        }
    }

    /** How many distinct windows pass. */
    public int size() {
        return windows.size();
    }

    boolean passes(Window window) {
        return windows.contains(window);
    }
}
