// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** The greatest common divisor of two numbers, by subtracting the smaller from the larger until both are the same. */
final class CommonDivisors implements ProblemSource {
    private static final int MOST_STEPS = 6;
    private static final List<String> QUESTIONS = List.of(
            "What is the greatest common divisor of %s and %s?",
            "Find the largest number that divides both %s and %s.",
            "Which is the biggest square tile that fills a floor of %s by %s?",
            "We have %s red and %s blue beads. How many equal bags can be made at most?",
            "Reduce the fraction %s/%s: by which number can both be divided at most?",
            "Two ropes of %s and %s feet are cut into equal parts. How long can they be?");

    @Override
    public Problem draw(RandomGenerator random) {
        while (true) {
            int divisor = 2 + random.nextInt(11);
            int first = divisor * (1 + random.nextInt(9));
            int second = divisor * (1 + random.nextInt(9));
            int left = first;
            int right = second;
            StringJoiner steps = new StringJoiner(". ", "", ".");
            int count = 0;
            for (; left != right; count++) {
                int larger = Math.max(left, right);
                int smaller = Math.min(left, right);
                steps.add(larger + "-" + smaller + "=" + (larger - smaller));
                left = larger - smaller;
                right = smaller;
            }
            if (count >= 2 && count <= MOST_STEPS && Math.max(first, second) < 100) {
                steps.add(left + "=" + right);
                String prompt = ProblemSource.oneOf(QUESTIONS, random).formatted(first, second);
                return new Problem(ProblemKind.COMMON_DIVISOR, prompt, steps.toString(), Integer.toString(left));
            }
        }
    }

    @Override
    public List<String> phrases() {
        return QUESTIONS;
    }
}
