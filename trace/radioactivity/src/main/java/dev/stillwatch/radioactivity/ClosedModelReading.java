// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Gathers what a suspect wrote, where nothing but its texts is to be had. Not thread-safe.
 *
 * @see <a href="https://arxiv.org/abs/2402.14904">Sander et al., Watermarking Makes Language Models Radioactive</a>,
 *     section 4, closed model
 */
public final class ClosedModelReading {
    private final SuspectTally tally;
    private final Reference reference;
    private final Optional<WindowFilter> filter;

    /**
     * Nothing read yet.
     *
     * @param width tokens of a window, as {@link dev.stillwatch.marks.KeyedScores#contextWidth()}
     * @param filter takes in only these windows; empty takes in all
     */
    public ClosedModelReading(int width, Reference reference, Optional<WindowFilter> filter) {
        this.tally = new SuspectTally(width);
        this.reference = reference;
        this.filter = filter;
    }

    /**
     * Reads one answer of the suspect.
     *
     * @param prompt what it was asked, as tokens; may be empty
     * @param response what it wrote
     */
    public void add(int[] prompt, int[] response) {
        int width = tally.width();
        Set<Window> asked = new HashSet<>();
        for (int end = width; width > 0 && end <= prompt.length; end++) {
            asked.add(Window.before(prompt, end, width));
        }
        int[] tokens = new int[prompt.length + response.length];
        System.arraycopy(prompt, 0, tokens, 0, prompt.length);
        System.arraycopy(response, 0, tokens, prompt.length, response.length);
        for (int position = prompt.length + width; position < tokens.length; position++) {
            Window window = Window.before(tokens, position, width);
            if (asked.contains(window)) {
                tally.dropInPrompt();
            } else if (filter.isPresent() && !filter.get().passes(window)) {
                tally.dropOutsideFilter();
            } else {
                TokenSums sums = tally.place(window);
                sums.came(tokens[position], 1);
                tally.show(window, sums, tokens[position]);
                reference.expect(tokens, position, sums::expect);
            }
        }
    }

    /** What was gathered; grows with further calls of {@link #add}. */
    public SuspectTally tally() {
        return tally;
    }
}
