// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import java.util.Arrays;

/** The few tokens that a score depends on, compared by what they are. Immutable. */
final class Window implements Comparable<Window> {
    private final int[] tokens;
    private final int hash;

    private Window(int[] tokens) {
        this.tokens = tokens;
        this.hash = Arrays.hashCode(tokens) * 0x9E3779B9;
    }

    /** The tokens before {@code position}. */
    static Window before(int[] tokens, int position, int width) {
        return new Window(Arrays.copyOfRange(tokens, position - width, position));
    }

    int width() {
        return tokens.length;
    }

    /** The window and the token after it, as a scheme scores them at the last index. */
    int[] followedBy(int token) {
        int[] all = Arrays.copyOf(tokens, tokens.length + 1);
        all[tokens.length] = token;
        return all;
    }

    @Override
    public int compareTo(Window other) {
        return Arrays.compare(tokens, other.tokens);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Window window && Arrays.equals(tokens, window.tokens);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
