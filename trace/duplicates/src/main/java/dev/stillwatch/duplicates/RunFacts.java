// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/*
 * Sixteen bits each, from the highest: first day, last day (days since 1999-12-31; 0 is unknown), in how many answers
 * (stops at 65,535), and the model's number (0 unknown, 65,535 several).
 */
/** What an index keeps of a run besides its hash, packed into a long. */
final class RunFacts {
    static final int MOST_ANSWERS = 0xFFFF;
    static final int NO_MODEL = 0;
    static final int SEVERAL_MODELS = 0xFFFF;

    private static final long DAY_ZERO = LocalDate.of(1999, 12, 31).toEpochDay();
    private static final int FIELD = 0xFFFF;

    private RunFacts() {}

    /** Of a run in one answer. */
    static long of(int day, int model) {
        return pack(day, day, 1, model);
    }

    private static long pack(int first, int last, int answers, int model) {
        return ((long) first << 48) | ((long) last << 32) | ((long) answers << 16) | model;
    }

    /** Of the same run in other answers too. Associative and commutative, so order and parts make no difference. */
    static long plus(long one, long other) {
        int first = first(one) == 0 || first(other) == 0
                ? Math.max(first(one), first(other))
                : Math.min(first(one), first(other));
        int answers = Math.min(MOST_ANSWERS, answers(one) + answers(other));
        return pack(first, Math.max(last(one), last(other)), answers, model(model(one), model(other)));
    }

    private static int model(int one, int other) {
        if (one == other || other == NO_MODEL) {
            return one;
        }
        return one == NO_MODEL ? other : SEVERAL_MODELS;
    }

    static int first(long facts) {
        return (int) (facts >>> 48);
    }

    static int last(long facts) {
        return (int) (facts >>> 32) & FIELD;
    }

    static int answers(long facts) {
        return (int) (facts >>> 16) & FIELD;
    }

    static int model(long facts) {
        return (int) facts & FIELD;
    }

    /** The day of a time, in UTC; 0 where it is unknown or out of range. */
    static int day(Optional<Instant> time) {
        if (time.isEmpty()) {
            return 0;
        }
        long day = Math.floorDiv(time.get().getEpochSecond(), 86_400L) - DAY_ZERO;
        return day < 1 || day > FIELD ? 0 : (int) day;
    }

    /** The date of a day; empty for 0. */
    static Optional<LocalDate> date(int day) {
        return day == 0 ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(DAY_ZERO + day));
    }
}
