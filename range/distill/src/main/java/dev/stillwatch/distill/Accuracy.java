// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.range.Interval;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many problems a model got right.
 *
 * @param right problems answered rightly
 * @param problems all problems, at least one
 */
public record Accuracy(int right, int problems) {

    public Accuracy {
        if (right < 0 || problems < 1 || right > problems) {
            throw new IllegalArgumentException(right + " right of " + problems + " problems");
        }
    }

    /**
     * Asks each problem once; the model answers with the likeliest tokens.
     *
     * @param threads how many problems at a time; the result does not depend on it
     */
    public static Accuracy of(Solver solver, List<Problem> problems, int threads) {
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Boolean>> answers = problems.stream()
                    .map(problem -> executor.submit(() ->
                            problem.isAnsweredBy(solver.solve(problem.prompt()).answer())))
                    .toList();
            int right = 0;
            for (Future<Boolean> answer : answers) {
                right += answer.get() ? 1 : 0;
            }
            return new Accuracy(right, problems.size());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a problem could not be put to the model", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a model was examined", e);
        }
    }

    /** From 0 to 1. */
    public double share() {
        return (double) right / problems;
    }

    /** Wilson's 95 % interval of the share. */
    public Interval interval() {
        return Interval.wilson(right, problems);
    }
}
