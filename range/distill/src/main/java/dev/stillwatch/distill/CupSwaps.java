// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A ball under one of five cups that are swapped in pairs. */
final class CupSwaps implements ProblemSource {
    private static final String CUPS = "ABCDE";
    private static final List<String> STARTS = List.of(
            "The ball is under cup %s. ",
            "A coin lies under cup %s of five. ",
            "Five cups stand in a row, the pea is under %s. ",
            "The key is in drawer %s. ",
            "Box %s holds the prize. ");
    private static final List<String> SWAPS =
            List.of("%s and %s are swapped", "%s trades places with %s", "somebody switches %s and %s");
    private static final List<String> LINKS = List.of(", then ", "; ", ", next ");
    private static final List<String> ENDS = List.of(
            ". Where is it now?", ". Which one hides it in the end?", ". Under which letter is it?", ". Find it.");

    @Override
    public Problem draw(RandomGenerator random) {
        char place = cup(random);
        StringBuilder prompt =
                new StringBuilder(ProblemSource.oneOf(STARTS, random).formatted(place));
        String swap = ProblemSource.oneOf(SWAPS, random);
        StringJoiner swaps = new StringJoiner(ProblemSource.oneOf(LINKS, random));
        StringJoiner steps = new StringJoiner(". ", "", ".");
        int count = 4 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            char first = cup(random);
            char second = cup(random);
            while (second == first) {
                second = cup(random);
            }
            swaps.add(swap.formatted(first, second));
            place = place == first ? second : place == second ? first : place;
            steps.add(first + "-" + second + ": " + place);
        }
        prompt.append(swaps).append(ProblemSource.oneOf(ENDS, random));
        return new Problem(ProblemKind.CUPS, prompt.toString(), steps.toString(), String.valueOf(place));
    }

    private static char cup(RandomGenerator random) {
        return CUPS.charAt(random.nextInt(CUPS.length()));
    }

    @Override
    public List<String> phrases() {
        return Stream.of(STARTS, SWAPS, LINKS, ENDS).flatMap(List::stream).toList();
    }
}
