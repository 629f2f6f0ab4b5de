// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;

/**
 * One line of the log: that something of a kind was recorded at a time, and a commitment to what. Nothing else fits in.
 *
 * @param type what kind of thing
 * @param time when, by the recorder's clock, of the years 0 to 9999; cut to milliseconds
 * @param commitment to the record
 */
public record LogEntry(EntryType type, Instant time, Commitment commitment) {
    private static final String VERSION = "v1";
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(java.time.ZoneOffset.UTC);

    public LogEntry {
        Objects.requireNonNull(type, "type is null");
        Objects.requireNonNull(commitment, "commitment is null");
        if (time.isBefore(FIRST) || !time.isBefore(END)) {
            throw new IllegalArgumentException("time is " + time + ", must be of the years 0 to 9999");
        }
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The entry's only spelling: version, type, time and commitment, with single spaces between. */
    byte[] bytes() {
        return text().getBytes(StandardCharsets.US_ASCII);
    }

    private String text() {
        return VERSION + " " + type.name() + " " + TIME.format(time) + " " + commitment.base64();
    }

    /**
     * Reads what {@link #bytes} gives, and nothing else.
     *
     * @throws StillwatchException if it is malformed, or spelled in another way
     */
    static LogEntry parse(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String[] parts = text.split(" ", -1);
        if (parts.length != 4 || !parts[0].equals(VERSION)) {
            throw new StillwatchException("not an entry of version " + VERSION);
        }
        try {
            LogEntry entry = new LogEntry(new EntryType(parts[1]), Instant.parse(parts[2]), Commitment.parse(parts[3]));
            if (entry.text().equals(text)) {
                return entry;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new StillwatchException("the entry's time is malformed", e);
        }
        throw new StillwatchException("the entry is not in its only spelling");
    }
}
