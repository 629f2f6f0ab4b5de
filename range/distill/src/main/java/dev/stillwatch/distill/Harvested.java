// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;

/**
 * One exchange as a harvester received it: what was withheld on the way is not in it.
 *
 * @param prompt what was asked
 * @param reasoning the steps, or what was left of them; empty text if none came
 * @param answer the answer's text
 * @param tokens the tokens listed with their log-probabilities, in the order of generation; empty if none came
 */
public record Harvested(String prompt, String reasoning, String answer, List<Reply.Token> tokens) {

    public Harvested {
        tokens = List.copyOf(tokens);
    }

    /** All that a reply holds, as if nothing had stood between. */
    public static Harvested of(String prompt, Reply reply) {
        return new Harvested(prompt, reply.reasoning(), reply.answer(), reply.tokens());
    }
}
