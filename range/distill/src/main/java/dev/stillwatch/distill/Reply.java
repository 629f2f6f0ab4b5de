// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;

/**
 * What a model says to a prompt.
 *
 * @param reasoning its steps; empty if it gave none
 * @param answer its answer; empty if it came to none
 * @param tokens the tokens of reasoning, separator, answer and end, in order
 * @param reasoningTokens how many of them are reasoning; the separator follows, if there are more
 */
public record Reply(String reasoning, String answer, List<Token> tokens, int reasoningTokens) {

    public Reply {
        tokens = List.copyOf(tokens);
    }

    /**
     * One token, as it was chosen.
     *
     * @param text what it stands for; the separator and the end have names in angle brackets
     * @param logProbability natural logarithm of its chance
     * @param likeliest the likeliest tokens at this place, likeliest first; empty if not asked for
     */
    public record Token(String text, double logProbability, List<Chance> likeliest) {
        public Token {
            likeliest = List.copyOf(likeliest);
        }
    }

    /** A token that could have been chosen, with the natural logarithm of its chance. */
    public record Chance(String text, double logProbability) {}
}
