// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;
import java.util.random.RandomGenerator;

/** The kinds of problems: small, each with an answer that can be checked and steps that lead to it. */
public enum ProblemKind {
    /** A number that a rule changes some times. */
    RUNNING_TOTAL,
    /** A term of a sequence, each the sum of the two before. */
    SEQUENCE,
    /** The sum of two numbers of several digits, with carries. */
    LONG_SUM,
    /** The greatest common divisor of two numbers. */
    COMMON_DIVISOR,
    /** The day of the week some days on. */
    WEEKDAY,
    /** How many notes and coins a purchase's change takes. */
    CHANGE;

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
            case SEQUENCE -> new Sequences();
            case LONG_SUM -> new LongSums();
            case COMMON_DIVISOR -> new CommonDivisors();
            case WEEKDAY -> new Weekdays();
            case CHANGE -> new Changes();
        };
    }
}
