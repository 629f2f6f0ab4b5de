// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Days between which a birth lies, both included: one day, a month, a year or a range. */
public record DateInterval(LocalDate from, LocalDate to) {
    /** "circa 1962" is read as this many years to either side. */
    static final int CIRCA_YEARS = 1;

    private static final Pattern RANGE = Pattern.compile("(.+?)\\s+to\\s+(.+)|(\\d{4})\\s*[-–]\\s*(\\d{4})");
    private static final Pattern ISO = Pattern.compile("(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?");
    private static final Pattern WORDS = Pattern.compile("(?:(\\d{1,2})\\s+)?([A-Za-z]{3,9})\\.?\\s+(\\d{4})");
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    public DateInterval {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a date interval ends on " + to + " before it begins on " + from);
        }
    }

    public static DateInterval day(LocalDate day) {
        return new DateInterval(day, day);
    }

    public static DateInterval year(int year) {
        return years(year, year);
    }

    public static DateInterval years(int first, int last) {
        return new DateInterval(LocalDate.of(first, 1, 1), LocalDate.of(last, 12, 31));
    }

    public boolean isDay() {
        return from.equals(to);
    }

    public boolean overlaps(DateInterval other) {
        return !from.isAfter(other.to) && !other.from.isAfter(to);
    }

    /** As lists write dates: 1962, 1962-05-03, 03 May 1962, May 1962, circa 1962, 1960 to 1962, 1960-1962. */
    public static Optional<DateInterval> parse(String text) {
        String rest = text.strip();
        try {
            if (rest.toLowerCase(Locale.ROOT).startsWith("circa ")) {
                return parse(rest.substring(6)).map(DateInterval::wider);
            }
            Matcher range = RANGE.matcher(rest);
            if (range.matches()) {
                Optional<DateInterval> first = parse(range.group(1) == null ? range.group(3) : range.group(1));
                Optional<DateInterval> last = parse(range.group(2) == null ? range.group(4) : range.group(2));
                return first.isEmpty() || last.isEmpty() || last.get().to.isBefore(first.get().from)
                        ? Optional.empty()
                        : Optional.of(new DateInterval(first.get().from, last.get().to));
            }
            return plain(rest);
        } catch (DateTimeException impossibleDay) {
            return Optional.empty();
        }
    }

    DateInterval wider() {
        return new DateInterval(from.minusYears(CIRCA_YEARS), to.plusYears(CIRCA_YEARS));
    }

    private static Optional<DateInterval> plain(String text) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            int year = Integer.parseInt(iso.group(1));
            if (iso.group(2) == null) {
                return Optional.of(year(year));
            }
            int month = Integer.parseInt(iso.group(2));
            return Optional.of(
                    iso.group(3) == null
                            ? month(year, month)
                            : day(LocalDate.of(year, month, Integer.parseInt(iso.group(3)))));
        }
        Matcher words = WORDS.matcher(text);
        if (!words.matches()) {
            return Optional.empty();
        }
        int month = MONTHS.indexOf(words.group(2).substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
        int year = Integer.parseInt(words.group(3));
        return Optional.of(
                words.group(1) == null
                        ? month(year, month)
                        : day(LocalDate.of(year, month, Integer.parseInt(words.group(1)))));
    }

    private static DateInterval month(int year, int month) {
        YearMonth whole = YearMonth.of(year, month);
        return new DateInterval(whole.atDay(1), whole.atEndOfMonth());
    }

    @Override
    public String toString() {
        return isDay() ? from.toString() : from + "/" + to;
    }
}
