// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** How many notes and coins the change of a purchase takes, the largest first. */
final class Changes implements ProblemSource {
    private static final List<Integer> VALUES = List.of(50, 20, 10, 5, 2, 1);
    private static final List<String> QUESTIONS = List.of(
            "I pay %s for a meal of %s. How few coins and notes make the change?",
            "The customer gives %s, the bill is %s. In how many pieces can the till give back the rest?",
            "Out of %s, the price takes %s. Return what is left with as few coins and notes as you can. How many?",
            "A machine got %s for a ticket of %s. It returns the largest value first. How many items fall out?",
            "From %s take the fare of %s. Count the notes and coins of the change.");

    @Override
    public Problem draw(RandomGenerator random) {
        int paid = 20 + random.nextInt(80);
        int price = 1 + random.nextInt(paid - 1);
        String prompt = ProblemSource.oneOf(QUESTIONS, random).formatted(paid, price);
        int amount = paid - price;
        StringJoiner steps = new StringJoiner(". ", "", ".").add(paid + "-" + price + "=" + amount);
        int count = 0;
        for (int value : VALUES) {
            for (; amount >= value; amount -= value) {
                count++;
                steps.add(count + ": " + amount + "-" + value + "=" + (amount - value));
            }
        }
        return new Problem(ProblemKind.CHANGE, prompt, steps.toString(), Integer.toString(count));
    }

    @Override
    public List<String> phrases() {
        return QUESTIONS;
    }
}
