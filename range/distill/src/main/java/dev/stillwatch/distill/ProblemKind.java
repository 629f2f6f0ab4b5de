// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.random.RandomGenerator;

/** The kinds of problems: small, each with an answer that can be checked and steps that lead to it. */
public enum ProblemKind {
    /** A number that several operations change one after the other. */
    RUNNING_TOTAL,
    /** The sum of two numbers of several digits, with carries. */
    LONG_SUM,
    /** Letters to put in order. */
    SORTING,
    /** The day of the week some days on. */
    WEEKDAY,
    /** Where a chain leads whose links are told out of order. */
    TRANSFERS,
    /** Where one stands after steps in four directions. */
    ROUTE;

    /** Makes up a problem of this kind; equal states of {@code random} give equal problems. */
    public Problem draw(RandomGenerator random) {
        return source().draw(random);
    }

    List<String> phrases() {
        return source().phrases();
    }

    private ProblemSource source() {
        return switch (this) {
            case RUNNING_TOTAL -> new RunningTotals();
            case LONG_SUM -> new LongSums();
            case SORTING -> new Sortings();
            case WEEKDAY -> new Weekdays();
            case TRANSFERS -> new Transfers();
            case ROUTE -> new Routes();
        };
    }
}
