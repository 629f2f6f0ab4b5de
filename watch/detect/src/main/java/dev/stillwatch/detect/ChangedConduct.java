// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Tells whether an account asks for other things since some moment than it did before.
 *
 * <p>People change what they ask for, so the yardstick is how far other accounts moved over the same day: an account
 * has changed if at most one in a hundred of them moved as far (a conformal p-value). The distance is that of the mean
 * prompts before and after, squared, over what it would be if the two were drawn from one pile. Where there are too few
 * prompts on either side, or fewer than 99 others to compare with, nobody can tell and nothing counts as a change.
 *
 * <p>O(sampled prompts) for an account, and of at most {@value #MOST_COMPARED} others for each day asked about. Not
 * thread-safe.
 */
final class ChangedConduct {
    private static final int LEAST_PROMPTS = 8;
    private static final int MOST_COMPARED = 1_000;
    private static final long DAY_MILLIS = 86_400_000L;
    private static final double RARE = 0.01;
    /** Keeps the spread of an account that repeats one prompt from being none at all. */
    private static final double LEAST_SPREAD = 0.05;

    private final ContentSpace space;
    private final List<AccountView> others;
    private final Map<Long, ConformalCalibration> byDay = new HashMap<>();

    /** Compares with {@code ordinary} accounts. */
    ChangedConduct(ContentSpace space, List<AccountView> ordinary) {
        this.space = space;
        this.others = CohortJudge.spread(ordinary, MOST_COMPARED);
    }

    /** Whether an account asks for other things since {@code millis}, epoch milliseconds. */
    boolean since(AccountView account, long millis) {
        OptionalDouble moved = moved(account, millis);
        if (moved.isEmpty()) {
            return false;
        }
        // Findings are many and days are few: what others did is split at the day's end, once for all findings of it.
        ConformalCalibration compared =
                byDay.computeIfAbsent(Math.floorDiv(millis, DAY_MILLIS), day -> moves((day + 1) * DAY_MILLIS));
        return compared.pValue(moved.getAsDouble()).value() <= RARE;
    }

    private ConformalCalibration moves(long millis) {
        return new ConformalCalibration(others.stream()
                .flatMapToDouble(o -> moved(o, millis).stream())
                .sorted()
                .toArray());
    }

    /** How far the mean prompt moved, squared, in units of chance; empty where either side holds too little. */
    private OptionalDouble moved(AccountView account, long millis) {
        double[][] sum = new double[2][ContentSpace.DIMENSIONS];
        int[] count = new int[2];
        for (SampledExchange exchange : account.sample) {
            if (exchange.hasText()) {
                int side = exchange.timeMillis() < millis ? 0 : 1;
                float[] place = space.place(exchange);
                for (int d = 0; d < place.length; d++) {
                    sum[side][d] += place[d];
                }
                count[side]++;
            }
        }
        if (Arrays.stream(count).anyMatch(n -> n < LEAST_PROMPTS)) {
            return OptionalDouble.empty();
        }
        double apart = 0;
        double[] length = new double[2];
        for (int d = 0; d < ContentSpace.DIMENSIONS; d++) {
            double before = sum[0][d] / count[0];
            double after = sum[1][d] / count[1];
            apart += (after - before) * (after - before);
            length[0] += before * before;
            length[1] += after * after;
        }
        // Prompts have unit length: their spread about a mean is what the mean lacks of it.
        double spread = ((1 - length[0]) * count[0] + (1 - length[1]) * count[1]) / (count[0] + count[1]);
        double chance = Math.max(LEAST_SPREAD, spread) * (1.0 / count[0] + 1.0 / count[1]);
        return OptionalDouble.of(apart / chance);
    }
}
