// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Numbers that only ever grow, each under a name. */
final class Counters {
    /** One for every change. */
    static final String REVISION = "revision";
    /** One for every record of the audit. */
    static final String AUDIT = "audit";

    private Counters() {}

    static long next(Handle handle, String name) {
        return handle.createQuery("""
                        INSERT INTO counter (name, value) VALUES (:name, 1)
                        ON CONFLICT (name) DO UPDATE SET value = counter.value + 1
                        RETURNING value""").bind("name", name).mapTo(Long.class).one();
    }

    static long value(Handle handle, String name) {
        return handle.createQuery("SELECT value FROM counter WHERE name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
    }

    /** An id that people can say, such as C-2026-0042: a letter, the year and a number that starts anew each year. */
    static String nextId(Handle handle, String letter, Instant at) {
        int year = StoredTime.read(StoredTime.of(at)).atZone(ZoneOffset.UTC).getYear();
        String series = letter + "-" + String.format(Locale.ROOT, "%04d", year) + "-";
        return series + String.format(Locale.ROOT, "%04d", next(handle, series));
    }
}
