// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Which tokens stand before a token when a serving stack marks it, and when it leaves the token unmarked.
 *
 * @param width how many tokens before a token its mark depends on, 0 to 64
 * @param promptIncluded whether they reach back into the prompt; where they do not, what stands before the first
 *     generated token is {@code padding}
 * @param padding the id that fills the places before the first generated token; empty where the prompt is included, so
 *     that without the prompt the first {@code width} tokens cannot be scored
 * @param repeatsWithin a token whose context occurred among so many contexts before is sampled without the mark; 0 if
 *     repeated contexts are marked like all others
 * @param zeroHashRepeats whether a context whose hash is 0 counts as repeated while the history is not yet full
 * @param markedAtMost after so many marked contexts the rest of a reply is unmarked, and repeats are sought among these
 *     only; 0 for no limit
 */
public record MarkContext(
        int width,
        boolean promptIncluded,
        OptionalInt padding,
        int repeatsWithin,
        boolean zeroHashRepeats,
        int markedAtMost) {

    static final int MAX_HISTORY = 1 << 20;

    public MarkContext {
        if (width < 0 || width > 64) {
            throw new IllegalArgumentException("context-width is 0 to 64, not " + width);
        }
        if (repeatsWithin < 0 || repeatsWithin > MAX_HISTORY) {
            throw new IllegalArgumentException("context-history is 0 to " + MAX_HISTORY + ", not " + repeatsWithin);
        }
        if (markedAtMost < 0 || markedAtMost > repeatsWithin) {
            throw new IllegalArgumentException("marked-contexts is 0 to the context-history, not " + markedAtMost);
        }
        if (promptIncluded == padding.isPresent()) {
            throw new IllegalArgumentException("a context either reaches into the prompt or is padded");
        }
    }

    static MarkContext afterPrompt(int width) {
        return new MarkContext(width, true, OptionalInt.empty(), 0, false, 0);
    }

    static MarkContext padded(int width, int padding, int repeatsWithin, boolean zeroHashRepeats) {
        return new MarkContext(width, false, OptionalInt.of(padding), repeatsWithin, zeroHashRepeats, 0);
    }

    /**
     * Puts before a completion what stood there when it was generated.
     *
     * @param prompt the prompt's tokens; may be empty if they are not known
     * @param completion the generated tokens from the first on
     */
    public PlacedTokens place(int[] prompt, int[] completion) {
        if (promptIncluded) {
            int kept = Math.min(width, prompt.length);
            int[] tokens = new int[kept + completion.length];
            System.arraycopy(prompt, prompt.length - kept, tokens, 0, kept);
            System.arraycopy(completion, 0, tokens, kept, completion.length);
            return new PlacedTokens(tokens, Math.min(width, tokens.length));
        }
        int[] tokens = new int[width + completion.length];
        Arrays.fill(tokens, 0, width, padding.orElseThrow());
        System.arraycopy(completion, 0, tokens, width, completion.length);
        return new PlacedTokens(tokens, width);
    }

    /**
     * Which positions were left unmarked because their context came before.
     *
     * @param tokens as {@link #place} gives them, or any stretch of a text; the memory of contexts then begins there
     * @param from the first position, at least {@link #width}
     * @return one entry for each position from {@code from} on; {@code true} where the token was sampled without the
     *     mark
     */
    public boolean[] repeated(int[] tokens, int from) {
        boolean[] repeated = new boolean[tokens.length - from];
        if (markedAtMost == 0 && repeatsWithin > 0) {
            new RepeatedRuns(tokens, width, repeatsWithin).find(from, zeroHashRepeats, repeated);
        } else if (repeatsWithin > 0) {
            ContextHistory history = history();
            for (int i = 0; i < repeated.length; i++) {
                repeated[i] = history.repeats(Lcg.foldAll(1, tokens, from + i - width, width));
            }
        }
        return repeated;
    }

    /** An empty memory of contexts, as a reply begins with. */
    ContextHistory history() {
        return new ContextHistory(repeatsWithin, zeroHashRepeats, markedAtMost);
    }
}
