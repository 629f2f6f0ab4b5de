// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a point in time: RFC 3339, or a day or a local time, both taken as UTC. */
final class Times implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            if (!text.contains("T") && !text.contains(" ")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String time = text.replace(' ', 'T');
            return hasOffset(time)
                    ? OffsetDateTime.parse(time).toInstant()
                    : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time; write 2026-11-01T08:00:00Z, or 2026-11-01 for the day's start in UTC");
        }
    }

    private static boolean hasOffset(String time) {
        String clock = time.substring(time.indexOf('T') + 1);
        return clock.endsWith("Z") || clock.endsWith("z") || clock.contains("+") || clock.contains("-");
    }
}
