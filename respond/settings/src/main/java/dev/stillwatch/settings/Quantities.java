// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values with their unit: {@code 30s}, {@code 64kB}. */
final class Quantities {
    static final String DURATION = "a duration such as 500ms, 30s, 5m, 12h or 7d";
    static final String BYTE_SIZE = "a size such as 512B, 64kB, 1MiB or 2GiB";

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([A-Za-z]{1,3})");
    private static final Pattern ISO = Pattern.compile("[Pp][0-9DdTtHhMmSs.]{1,40}");

    private Quantities() {}

    /** A duration as {@code 30s} or ISO 8601 ({@code PT30S}); never negative. */
    static Duration duration(String text) {
        if (ISO.matcher(text).matches()) {
            return Duration.parse(text);
        }
        Matcher parts = parts(text);
        BigDecimal nanos = switch (parts.group(2)) {
            case "ns" -> BigDecimal.ONE;
            case "us" -> BigDecimal.valueOf(1_000);
            case "ms" -> BigDecimal.valueOf(1_000_000);
            case "s" -> BigDecimal.valueOf(1_000_000_000L);
            case "m" -> BigDecimal.valueOf(60_000_000_000L);
            case "h" -> BigDecimal.valueOf(3_600_000_000_000L);
            case "d" -> BigDecimal.valueOf(86_400_000_000_000L);
            default -> throw new IllegalArgumentException("unknown unit");
        };
        BigDecimal[] seconds =
                new BigDecimal(parts.group(1)).multiply(nanos).divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
        return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
    }

    /** Bytes; {@code kB} is a thousand, {@code KiB} is 1,024. */
    static long bytes(String text) {
        Matcher parts = parts(text);
        long unit = switch (parts.group(2).toLowerCase(Locale.ROOT)) {
            case "b" -> 1;
            case "kb" -> 1_000;
            case "mb" -> 1_000_000;
            case "gb" -> 1_000_000_000L;
            case "tb" -> 1_000_000_000_000L;
            case "kib" -> 1L << 10;
            case "mib" -> 1L << 20;
            case "gib" -> 1L << 30;
            case "tib" -> 1L << 40;
            default -> throw new IllegalArgumentException("unknown unit");
        };
        return new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit)).longValueExact();
    }

    private static Matcher parts(String text) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a number with a unit");
        }
        return parts;
    }
}
