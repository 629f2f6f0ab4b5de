// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

/**
 * A question with one right answer, and the way to it.
 *
 * @param kind what is asked
 * @param prompt the question, in one of many wordings
 * @param reasoning the worked solution, step by step
 * @param answer the right answer, as short as it goes
 */
public record Problem(ProblemKind kind, String prompt, String reasoning, String answer) {

    /** Whether an answer is right; spaces around it do not matter. */
    public boolean isAnsweredBy(String given) {
        return given.strip().equals(answer);
    }
}
