// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A number that a rule changes some times: half of it if it is even, otherwise a given odd number more. */
final class RunningTotals implements ProblemSource {
    private static final List<String> STARTS = List.of(
            "Start with %s. ",
            "Begin at %s. ",
            "A counter shows %s. ",
            "Take the number %s. ",
            "My account holds %s coins. ",
            "The first term of a sequence is %s. ");
    private static final List<String> RULES = List.of(
            "If it is even, halve it; if it is odd, add %s. ",
            "Halve it when even, otherwise put %s on top. ",
            "An even number is cut in half, an odd one grows by %s. ",
            "Odd means plus %s, even means divided by two. ");
    private static final List<String> ENDS = List.of(
            "Do this %s times. What is the result?",
            "What is it after %s rounds?",
            "Apply the rule %s times and give the final number.",
            "Where do we end up %s steps later?");

    @Override
    public Problem draw(RandomGenerator random) {
        int total = 1 + random.nextInt(90);
        int added = 1 + 2 * random.nextInt(5);
        int rounds = 4 + random.nextInt(4);
        String prompt = ProblemSource.oneOf(STARTS, random).formatted(total)
                + ProblemSource.oneOf(RULES, random).formatted(added)
                + ProblemSource.oneOf(ENDS, random).formatted(rounds);
        StringJoiner steps = new StringJoiner(". ", "", ".");
        for (int left = rounds; left > 0; left--) {
            String step = left + ": " + total;
            if (total % 2 == 0) {
                total /= 2;
                step += "/2=" + total;
            } else {
                total += added;
                step += "+" + added + "=" + total;
            }
            steps.add(step);
        }
        return new Problem(ProblemKind.RUNNING_TOTAL, prompt, steps.toString(), Integer.toString(total));
    }

    @Override
    public List<String> phrases() {
        return Stream.of(STARTS, RULES, ENDS).flatMap(List::stream).toList();
    }
}
