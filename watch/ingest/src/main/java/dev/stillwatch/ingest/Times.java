// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Reads points in time: RFC 3339, or a number since the epoch. Only times from 1990 to 2100 count, and of exchanges only
 * those from 2015: outside, the unit or the clock is wrong.
 */
final class Times {
    /** What a time without an offset means. */
    enum Zoneless {
        /** It could be any zone's: not a time. */
        REFUSED,
        /** The format defines it as UTC. */
        UTC
    }

    private static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").getEpochSecond();
    private static final Instant FIRST_EXCHANGE = Instant.parse("2015-01-01T00:00:00Z");
    private static final long LATEST = Instant.parse("2101-01-01T00:00:00Z").getEpochSecond();

    private Times() {}

    /** The time if an exchange can have happened then. */
    static Optional<Instant> ofExchange(Optional<Instant> time) {
        return time.filter(t -> !t.isBefore(FIRST_EXCHANGE));
    }

    /** RFC 3339 with {@code T} or a space, any number of decimals, or digits that are epoch milliseconds. */
    static Optional<Instant> parse(String text, Zoneless zoneless) {
        String t = text.strip();
        if (t.length() < 19 || t.charAt(4) != '-') {
            OptionalLong millis = Scalars.integer(t);
            return millis.isPresent() ? ofMillis(millis.getAsLong()) : Optional.empty();
        }
        try {
            if (t.charAt(7) != '-' || "Tt ".indexOf(t.charAt(10)) < 0 || t.charAt(13) != ':' || t.charAt(16) != ':') {
                return Optional.empty();
            }
            int second = number(t, 17, 19);
            LocalDateTime minute = LocalDateTime.of(
                    number(t, 0, 4), number(t, 5, 7), number(t, 8, 10), number(t, 11, 13), number(t, 14, 16));
            if (second > 60) {
                return Optional.empty();
            }
            int end = 19;
            int nanos = 0;
            if (end < t.length() && (t.charAt(end) == '.' || t.charAt(end) == ',')) {
                int first = ++end;
                while (end < t.length() && isDigit(t.charAt(end))) {
                    nanos += end - first < 9 ? (t.charAt(end) - '0') * POWERS[8 - (end - first)] : 0;
                    end++;
                }
                if (end == first) {
                    return Optional.empty();
                }
            }
            Optional<Integer> offset = offset(t, end, zoneless);
            return offset.isEmpty()
                    ? Optional.empty()
                    : checked(minute.toEpochSecond(ZoneOffset.UTC) + second - offset.get(), nanos);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Optional<Instant> ofMillis(long millis) {
        return checked(Math.floorDiv(millis, 1000L), (int) Math.floorMod(millis, 1000L) * 1_000_000);
    }

    /** Epoch seconds with a fraction, of which microseconds are kept: a double holds no more. */
    static Optional<Instant> ofSeconds(double seconds) {
        if (!(seconds > 0 && seconds < 1e11)) {
            return Optional.empty();
        }
        long micros = Math.round(seconds * 1e6);
        return checked(micros / 1_000_000, (int) (micros % 1_000_000) * 1000);
    }

    static Optional<Instant> ofNanos(long nanos) {
        return checked(Math.floorDiv(nanos, 1_000_000_000L), (int) Math.floorMod(nanos, 1_000_000_000L));
    }

    /** A time as LiteLLM has it: epoch seconds as number or text, or ISO 8601, in UTC where it has no offset. */
    static Optional<Instant> secondsOrText(String text) {
        OptionalDouble seconds = Scalars.real(text);
        return seconds.isPresent() ? ofSeconds(seconds.getAsDouble()) : parse(text, Zoneless.UTC);
    }

    private static Optional<Instant> checked(long second, int nanos) {
        return second >= EARLIEST && second < LATEST
                ? Optional.of(Instant.ofEpochSecond(second, nanos))
                : Optional.empty();
    }

    /** Seconds east of UTC: Z, +hh, +hhmm or +hh:mm. */
    private static Optional<Integer> offset(String t, int from, Zoneless zoneless) {
        int length = t.length() - from;
        if (length == 0) {
            return zoneless == Zoneless.UTC ? Optional.of(0) : Optional.empty();
        }
        char sign = t.charAt(from);
        if (length == 1 && (sign == 'Z' || sign == 'z')) {
            return Optional.of(0);
        }
        boolean colon = length == 6 && t.charAt(from + 3) == ':';
        if ((sign != '+' && sign != '-') || !(length == 3 || length == 5 || colon)) {
            return Optional.empty();
        }
        int hours = number(t, from + 1, from + 3);
        int minutes = length == 3 ? 0 : number(t, t.length() - 2, t.length());
        if (hours > 18 || minutes > 59) {
            return Optional.empty();
        }
        int seconds = hours * 3600 + minutes * 60;
        return Optional.of(sign == '-' ? -seconds : seconds);
    }

    private static int number(String t, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(t.charAt(i))) {
                throw new NumberFormatException("not a digit");
            }
            value = value * 10 + t.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static final int[] POWERS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};
}
