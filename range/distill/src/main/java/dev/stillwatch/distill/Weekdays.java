// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The day of the week some days on: whole weeks are taken off first, then single days. */
final class Weekdays implements ProblemSource {
    private static final List<String> QUESTIONS = List.of(
            "Today is %s. Which day is it in %s days?",
            "It is %s. What day of the week follows after %s days?",
            "A parcel leaves on %s and takes %s days. On which day does it arrive?",
            "The lease starts on a %s and lasts %s days. On which day does it end?",
            "If the meeting is on %s, what day is %s days later?",
            "My leave begins on %s. I am back after %s days, on what day?",
            "The clock was wound on %s and runs for %s days. When does it stop?",
            "Count on from %s by %s days. Which day is that?");
    private static final List<String> DAYS =
            Stream.of(DayOfWeek.values()).map(Weekdays::name).toList();

    @Override
    public Problem draw(RandomGenerator random) {
        DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
        int days = 8 + random.nextInt(42);
        String prompt = ProblemSource.oneOf(QUESTIONS, random).formatted(name(day), days);
        StringJoiner steps = new StringJoiner(". ", "", ".");
        int left = days;
        for (; left >= 7; left -= 7) {
            steps.add(left + "-7=" + (left - 7));
        }
        for (; left > 0; left--) {
            steps.add(left + " from " + name(day));
            day = day.plus(1);
        }
        steps.add("0 from " + name(day));
        return new Problem(ProblemKind.WEEKDAY, prompt, steps.toString(), name(day));
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    @Override
    public List<String> phrases() {
        return Stream.of(QUESTIONS, DAYS, List.of(" from "))
                .flatMap(List::stream)
                .toList();
    }
}
