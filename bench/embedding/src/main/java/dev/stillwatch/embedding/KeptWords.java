// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import dev.stillwatch.detect.PromptTokens;

/** The words of a prompt that its embedding is made of. */
final class KeptWords {
    // As ExchangeDigest keeps them; the test compares with what the embedding does.
    private static final int HEAD = 24;
    private static final int TAIL = 10;

    private KeptWords() {}

    /** Hashes of the first and last words of a text. */
    static int[] of(String text) {
        PromptTokens tokens = PromptTokens.of(text);
        int head = Math.min(HEAD, tokens.size());
        int tail = Math.min(TAIL, tokens.size() - head);
        int[] words = new int[head + tail];
        for (int i = 0; i < head; i++) {
            words[i] = tokens.hash(i);
        }
        for (int i = 0; i < tail; i++) {
            words[head + i] = tokens.hash(tokens.size() - tail + i);
        }
        return words;
    }
}
