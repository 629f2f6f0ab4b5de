// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.distill.HarvestResult.Usefulness;
import java.util.function.UnaryOperator;

/** Counts what everybody but the campaign gets. Not thread-safe. */
final class BenignTally {
    private final UnaryOperator<String> steps;
    private int requests;
    private int served;
    private int problems;
    private int right;
    private int asked;
    private int stepsSeen;
    private int logprobs;
    private int logprobsSeen;

    /** @param steps the whole steps that the teacher gives to a question */
    BenignTally(UnaryOperator<String> steps) {
        this.steps = steps;
    }

    void add(Crowd.Asked request, ReceivedAnswer answer) {
        requests++;
        served += answer.served() ? 1 : 0;
        request.problem().ifPresent(problem -> {
            problems++;
            right += problem.isAnsweredBy(answer.content()) ? 1 : 0;
            if (request.wantsSteps()) {
                asked++;
                stepsSeen += answer.reasoning().equals(steps.apply(problem.prompt())) ? 1 : 0;
            }
            if (request.wantsLogprobs()) {
                logprobs++;
                logprobsSeen += answer.tokens().isEmpty() ? 0 : 1;
            }
        });
    }

    Usefulness sum() {
        return new Usefulness(requests, served, problems, right, asked, stepsSeen, logprobs, logprobsSeen);
    }
}
