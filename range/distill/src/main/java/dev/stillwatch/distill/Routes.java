// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A walk on a grid of ten by ten places, each place named by its column and row. */
final class Routes implements ProblemSource {
    private static final int SIDE = 10;
    private static final List<String> DIRECTIONS = List.of("north", "east", "south", "west");
    private static final List<String> STARTS = List.of(
            "A robot stands at %s,%s. ",
            "You are at %s,%s on the map. ",
            "We leave the camp at %s,%s. ",
            "The piece is on %s,%s of the board. ",
            "Begin at column and row %s,%s. ");
    private static final List<String> LEADS = List.of("Go ", "Move ", "Walk ");
    private static final List<String> LINKS = List.of(", then ", ", ", " and then ");
    private static final List<String> ENDS = List.of(
            ". Where is that?", ". What is the position now?", ". Give column and row.", ". Where does it end?");

    @Override
    public Problem draw(RandomGenerator random) {
        int column = random.nextInt(SIDE);
        int row = random.nextInt(SIDE);
        StringBuilder prompt =
                new StringBuilder(ProblemSource.oneOf(STARTS, random).formatted(column, row));
        prompt.append(ProblemSource.oneOf(LEADS, random));
        StringJoiner asked = new StringJoiner(ProblemSource.oneOf(LINKS, random));
        StringJoiner steps = new StringJoiner(". ", "", ".");
        int count = 4 + random.nextInt(2);
        // No distance comes twice, as in running totals; each fits on one side at least of any place.
        List<Integer> distances = new ArrayList<>(List.of(1, 2, 3, 4, 5));
        Collections.shuffle(distances, Random.from(random));
        for (int i = 0; i < count; ) {
            int distance = distances.get(i);
            int direction = random.nextInt(DIRECTIONS.size());
            int toColumn = column + (direction == 1 ? distance : direction == 3 ? -distance : 0);
            int toRow = row + (direction == 0 ? distance : direction == 2 ? -distance : 0);
            if (toColumn < 0 || toColumn >= SIDE || toRow < 0 || toRow >= SIDE) {
                continue;
            }
            column = toColumn;
            row = toRow;
            asked.add(distance + " " + DIRECTIONS.get(direction));
            steps.add(distance + " " + DIRECTIONS.get(direction) + ": " + column + "," + row);
            i++;
        }
        prompt.append(asked).append(ProblemSource.oneOf(ENDS, random));
        return new Problem(ProblemKind.ROUTE, prompt.toString(), steps.toString(), column + "," + row);
    }

    @Override
    public List<String> phrases() {
        return Stream.of(DIRECTIONS, STARTS, LEADS, LINKS, ENDS)
                .flatMap(List::stream)
                .toList();
    }
}
