// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** Distinct letters, sorted by inserting one after the other. */
final class Sortings implements ProblemSource {
    private static final List<String> QUESTIONS = List.of(
            "Sort these letters: %s.",
            "Put %s in alphabetical order.",
            "Which order do the letters %s have in the alphabet?",
            "Please arrange %s from first to last.",
            "Here is a list: %s. Sort it.",
            "The files are named %s. List them by name.",
            "Shelves are marked %s. Name them in order.");

    @Override
    public Problem draw(RandomGenerator random) {
        int count = 5 + random.nextInt(2);
        List<Character> letters = new ArrayList<>();
        while (letters.size() < count) {
            char letter = (char) ('a' + random.nextInt(26));
            if (!letters.contains(letter)) {
                letters.add(letter);
            }
        }
        StringJoiner list = new StringJoiner(random.nextBoolean() ? ", " : " ");
        StringJoiner steps = new StringJoiner(". ", "", ".");
        List<Character> sorted = new ArrayList<>();
        for (char letter : letters) {
            list.add(String.valueOf(letter));
            sorted.add(letter);
            sorted.sort(null);
            steps.add(letter + ": " + text(sorted));
        }
        String prompt = ProblemSource.oneOf(QUESTIONS, random).formatted(list);
        return new Problem(ProblemKind.SORTING, prompt, steps.toString(), text(sorted));
    }

    private static String text(List<Character> letters) {
        StringBuilder text = new StringBuilder();
        letters.forEach(text::append);
        return text.toString();
    }

    @Override
    public List<String> phrases() {
        return QUESTIONS;
    }
}
