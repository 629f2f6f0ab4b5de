// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a stretch of time: 90s, 30m, 12h, 7d, 2w, several of them as in 1d12h, or ISO 8601. Longer than zero. */
final class Durations implements ITypeConverter<Duration> {
    private static final Pattern PART = Pattern.compile("(\\d{1,9})([smhdw])");

    @Override
    public Duration convert(String text) {
        Duration duration = text.startsWith("P") ? iso(text) : parts(text);
        if (!duration.isPositive()) {
            throw wrong(text);
        }
        return duration;
    }

    private static Duration parts(String text) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(text);
        int read = 0;
        while (part.find() && part.start() == read) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        case "d" -> Duration.ofDays(number);
                        default -> Duration.ofDays(7 * number);
                    });
            read = part.end();
        }
        if (read != text.length()) {
            throw wrong(text);
        }
        return sum;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(text);
        }
    }

    private static TypeConversionException wrong(String text) {
        return new TypeConversionException(
                "'" + text + "' is no stretch of time longer than zero; write 7d, 12h, 30m or 1d12h");
    }
}
