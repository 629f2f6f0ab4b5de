// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A term of a sequence whose terms are the sum of the two before, counted round a dial of twenty. */
final class Sequences implements ProblemSource {
    private static final int DIAL = 20;
    private static final List<String> STARTS = List.of(
            "A sequence begins with %s, %s. ",
            "The first two terms are %s and %s. ", "Two dials show %s and %s. ", "Take %s and %s to begin with. ");
    private static final List<String> RULES = List.of(
            "Each next term is the sum of the last two, less 20 if it gets to 20. ",
            "Add the last two to get the next, and count from 0 again at 20. ",
            "Every new one is the two before it together, modulo 20. ");
    private static final List<String> ENDS = List.of(
            "What comes after %s new terms?",
            "Which number is added as number %s?",
            "Go on for %s terms. What is the last?",
            "Give the term that is reached in %s steps.");

    @Override
    public Problem draw(RandomGenerator random) {
        int before = random.nextInt(DIAL);
        int last = random.nextInt(DIAL);
        int terms = 4 + random.nextInt(5);
        String prompt = ProblemSource.oneOf(STARTS, random).formatted(before, last)
                + ProblemSource.oneOf(RULES, random)
                + ProblemSource.oneOf(ENDS, random).formatted(terms);
        StringJoiner steps = new StringJoiner(". ", "", ".");
        for (int left = terms; left > 0; left--) {
            int next = (before + last) % DIAL;
            steps.add(left + ": " + before + "+" + last + "=" + next);
            before = last;
            last = next;
        }
        return new Problem(ProblemKind.SEQUENCE, prompt, steps.toString(), Integer.toString(last));
    }

    @Override
    public List<String> phrases() {
        return Stream.of(STARTS, RULES, ENDS).flatMap(List::stream).toList();
    }
}
