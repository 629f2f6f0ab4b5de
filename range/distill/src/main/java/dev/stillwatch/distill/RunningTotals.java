// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A number from 0 to 99 that additions, subtractions and doublings change. */
final class RunningTotals implements ProblemSource {
    private static final List<String> STARTS = List.of(
            "Start with %s. ",
            "Begin at %s. ",
            "A counter shows %s. ",
            "Take the number %s. ",
            "There are %s apples in a box. ",
            "My account holds %s coins. ");
    private static final List<String> ADD = List.of("add %s", "put in %s", "increase it by %s");
    private static final List<String> TAKE = List.of("take away %s", "remove %s", "reduce it by %s");
    private static final List<String> DOUBLE = List.of("double it", "make it twice as much");
    private static final List<String> LINKS = List.of(", then ", ", ", ", and then ");
    private static final List<String> LEADS = List.of("Now ", "Please ", "First ");
    private static final List<String> ENDS = List.of(
            ". What is the result?", ". How much is it now?", ". Give the final number.", ". Where do we end up?");

    @Override
    public Problem draw(RandomGenerator random) {
        int total = 1 + random.nextInt(60);
        StringBuilder prompt =
                new StringBuilder(ProblemSource.oneOf(STARTS, random).formatted(total));
        prompt.append(ProblemSource.oneOf(LEADS, random));
        String link = ProblemSource.oneOf(LINKS, random);
        StringJoiner asked = new StringJoiner(link);
        StringJoiner steps = new StringJoiner(". ", "", ".");
        int operations = 4 + random.nextInt(3);
        // No amount comes twice, so that "the operation after this one" has one meaning.
        List<Integer> amounts =
                new ArrayList<>(IntStream.rangeClosed(1, 9).boxed().toList());
        Collections.shuffle(amounts, Random.from(random));
        int doubled = random.nextInt(2 * operations);
        for (int i = 0; i < operations; i++) {
            int amount = amounts.get(i);
            int before = total;
            int choice = random.nextInt(4);
            if (i == doubled && total <= 45) {
                total *= 2;
                asked.add(ProblemSource.oneOf(DOUBLE, random));
                steps.add(before + "*2=" + total);
            } else if (total - amount < 0 || (choice < 2 && total + amount < 100)) {
                total += amount;
                asked.add(ProblemSource.oneOf(ADD, random).formatted(amount));
                steps.add(before + "+" + amount + "=" + total);
            } else {
                total -= amount;
                asked.add(ProblemSource.oneOf(TAKE, random).formatted(amount));
                steps.add(before + "-" + amount + "=" + total);
            }
        }
        prompt.append(asked).append(ProblemSource.oneOf(ENDS, random));
        return new Problem(ProblemKind.RUNNING_TOTAL, prompt.toString(), steps.toString(), Integer.toString(total));
    }

    @Override
    public List<String> phrases() {
        return Stream.of(STARTS, ADD, TAKE, DOUBLE, LINKS, LEADS, ENDS)
                .flatMap(List::stream)
                .toList();
    }
}
