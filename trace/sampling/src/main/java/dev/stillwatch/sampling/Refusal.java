// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

/** Ends the work on a request that is not answered with a token. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Refusal(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    static Refusal unreadable(String message) {
        return new Refusal(new Problem(400, "unreadable_request", message));
    }

    Problem problem() {
        return problem;
    }
}
