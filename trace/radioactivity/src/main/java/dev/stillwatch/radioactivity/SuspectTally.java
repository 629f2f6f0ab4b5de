// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was gathered of a suspect before any key is looked at: how often each token came after each window, how often it
 * was expected to, and which pairs the suspect showed. Not thread-safe.
 */
public final class SuspectTally {
    private final int width;
    private final Map<Window, TokenSums> windows = new LinkedHashMap<>();
    private final List<int[]> shown = new ArrayList<>();
    private long positions;
    private long inPrompt;
    private long outsideFilter;
    private long repeated;

    SuspectTally(int width) {
        if (width < 0) {
            throw new IllegalArgumentException("a window has 0 tokens or more, not " + width);
        }
        this.width = width;
    }

    /** How many tokens a window has. */
    public int width() {
        return width;
    }

    /** How many places of the suspect's text were taken in. */
    public long positions() {
        return positions;
    }

    /** How many places were left out, and why. */
    public Dropped dropped() {
        return new Dropped(inPrompt, outsideFilter, repeated);
    }

    /** The sums of one window at one more place. */
    TokenSums place(Window window) {
        positions++;
        return windows.computeIfAbsent(window, first -> new TokenSums());
    }

    /** The suspect chose this token there; for the test that counts each pair once. */
    void show(Window window, TokenSums sums, int token) {
        if (sums.showFirst(token)) {
            shown.add(window.followedBy(token));
        }
    }

    void dropInPrompt() {
        inPrompt++;
    }

    void dropOutsideFilter() {
        outsideFilter++;
    }

    void dropRepeated() {
        repeated++;
    }

    /** In the order in which windows came first. */
    Map<Window, TokenSums> windows() {
        return windows;
    }

    /** Distinct pairs that the suspect chose, each as window and token, in the order in which they came first. */
    List<int[]> shown() {
        return shown;
    }

    /**
     * Places left out.
     *
     * @param inPrompt whose window stood in the prompt: there a model may follow what it was shown
     * @param outsideFilter whose window is in no marked response
     * @param repeated whose window stood earlier in the same sequence (open model)
     */
    public record Dropped(long inPrompt, long outsideFilter, long repeated) {}
}
