// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Duration;
import java.time.Instant;

/** Times as stores keep them: whole milliseconds, within the years that can be written with four digits. */
final class StoredTime {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private StoredTime() {}

    static long of(Instant time) {
        return (time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time).toEpochMilli();
    }

    static Instant read(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    /** The end of a stretch of time; the last time there is where it would lie beyond. */
    static Instant after(Instant start, Duration lasting) {
        Instant from = read(of(start));
        return lasting.compareTo(Duration.between(from, LAST)) >= 0 ? LAST : from.plus(lasting);
    }

    /** The beginning of a stretch of time; the first time there is where it would lie before. */
    static Instant before(Instant end, Duration lasting) {
        Instant until = read(of(end));
        return lasting.compareTo(Duration.between(FIRST, until)) >= 0 ? FIRST : until.minus(lasting);
    }
}
