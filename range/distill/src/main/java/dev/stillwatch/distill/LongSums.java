// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** Two numbers of three digits, added from the last digit on. */
final class LongSums implements ProblemSource {
    private static final int DIGITS = 3;
    private static final List<String> QUESTIONS = List.of(
            "What is %s + %s?",
            "Add %s and %s.",
            "Compute the sum of %s and %s.",
            "%s plus %s is how much?",
            "One bill is %s, the other %s. What do both come to?",
            "We sold %s tickets on Monday and %s on Tuesday. How many in all?",
            "Calculate %s + %s, please.",
            "A town of %s people grew by %s. How many live there now?");

    @Override
    public Problem draw(RandomGenerator random) {
        int first = random.nextInt(100, 1000);
        int second = random.nextInt(100, 1000);
        StringJoiner steps = new StringJoiner(". ", "", ".");
        int carry = 0;
        int left = first;
        int right = second;
        for (int i = 0; i < DIGITS; i++) {
            int sum = left % 10 + right % 10 + carry;
            steps.add(left % 10 + "+" + right % 10 + "+" + carry + "=" + sum);
            carry = sum / 10;
            left /= 10;
            right /= 10;
        }
        String prompt = ProblemSource.oneOf(QUESTIONS, random).formatted(first, second);
        return new Problem(ProblemKind.LONG_SUM, prompt, steps.toString(), Integer.toString(first + second));
    }

    @Override
    public List<String> phrases() {
        return QUESTIONS;
    }
}
