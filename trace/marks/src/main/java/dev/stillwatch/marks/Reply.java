// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

/** One text to look for marks in, as token ids of the model that may have written it. Its arrays are not copied. */
public final class Reply {
    private final int[] prompt;
    private final int[] tokens;

    /**
     * A text with what stood before it.
     *
     * @param prompt empty if it is not known, which costs the first windows of schemes that look into the prompt
     * @param tokens the text from its first token on; ids are 0 or more
     */
    public Reply(int[] prompt, int[] tokens) {
        this.prompt = prompt;
        this.tokens = tokens;
    }

    /** A text whose prompt is not known. */
    public static Reply of(int... tokens) {
        return new Reply(new int[0], tokens);
    }

    /** What stood before. */
    public int[] prompt() {
        return prompt;
    }

    /** The text. */
    public int[] tokens() {
        return tokens;
    }
}
