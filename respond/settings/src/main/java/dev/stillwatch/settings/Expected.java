// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a value must be, in words for errors, and the check of it. */
final class Expected {
    static final String INSTANT = "a time such as 2026-06-12T21:21:00Z, or a day such as 2026-06-12, in UTC";

    private Expected() {}

    static String whole(long least, long most) {
        return most == Long.MAX_VALUE
                ? "a whole number of " + least + " or more"
                : "a whole number from " + least + " to " + most;
    }

    static long wholeFrom(String text, long least, long most) {
        return within(Long.parseLong(text.replace("_", "")), least, most);
    }

    private static long within(long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    static String number(double least, double most) {
        return "a number from " + plain(least) + " to " + plain(most);
    }

    private static String plain(double bound) {
        return new BigDecimal(Double.toString(bound)).stripTrailingZeros().toPlainString();
    }

    static double numberFrom(String text, double least, double most) {
        if (!text.matches("[-+]?[0-9.]+([eE][-+]?[0-9]{1,3})?")) {
            throw new IllegalArgumentException("not a decimal number");
        }
        double value = Double.parseDouble(text);
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }

    static <E extends Enum<E>> String oneOf(Class<E> type) {
        return "one of "
                + Arrays.stream(type.getEnumConstants()).map(KeyNames::label).collect(Collectors.joining(", "));
    }

    static Instant instantFrom(String text) {
        return text.length() == 10
                ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                : OffsetDateTime.parse(text).toInstant();
    }
}
