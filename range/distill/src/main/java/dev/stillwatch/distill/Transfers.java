// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A chain to be followed for some links, whose links are told out of order. */
final class Transfers implements ProblemSource {
    private static final String NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final List<String> LINKS = List.of(
            "desk %s forwards to %s",
            "calls for %s go to %s", "station %s leads to %s", "%s reports to %s", "page %s points to %s");
    private static final List<String> JOINTS = List.of("; ", ", ", ", and ");
    private static final List<String> STARTS = List.of("Suppose ", "Note that ", "We know that ", "Given: ");
    private static final List<String> QUESTIONS = List.of(
            ". Where does one get from %s after %s links?",
            ". Begin at %s and follow %s links. Where is that?",
            ". From %s, go on %s times. Where do we end?",
            ". Starting with %s, what comes after %s links?");

    @Override
    public Problem draw(RandomGenerator random) {
        List<Character> names = new ArrayList<>();
        NAMES.chars().forEach(c -> names.add((char) c));
        Collections.shuffle(names, Random.from(random));
        List<Character> ring = names.subList(0, 6 + random.nextInt(2));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < ring.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, Random.from(random));
        String link = ProblemSource.oneOf(LINKS, random);
        StringJoiner told =
                new StringJoiner(ProblemSource.oneOf(JOINTS, random), ProblemSource.oneOf(STARTS, random), "");
        for (int i : order) {
            told.add(link.formatted(ring.get(i), ring.get((i + 1) % ring.size())));
        }
        int place = random.nextInt(ring.size());
        int hops = 3 + random.nextInt(3);
        String prompt = told + ProblemSource.oneOf(QUESTIONS, random).formatted(ring.get(place), hops);
        StringJoiner steps = new StringJoiner(". ", "", ".");
        for (int hop = 1; hop <= hops; hop++) {
            int next = (place + 1) % ring.size();
            steps.add(hop + ": " + ring.get(place) + "-" + ring.get(next));
            place = next;
        }
        return new Problem(ProblemKind.TRANSFERS, prompt, steps.toString(), String.valueOf(ring.get(place)));
    }

    @Override
    public List<String> phrases() {
        return Stream.of(LINKS, JOINTS, STARTS, QUESTIONS).flatMap(List::stream).toList();
    }
}
