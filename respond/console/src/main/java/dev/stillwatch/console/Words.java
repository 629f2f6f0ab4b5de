// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.report.Figures;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Figures of a running service as words, beside those of {@link Figures}. */
final class Words {
    private static final long KIB = 1024;

    private Words() {}

    /** How long ago: "just now", "40 s ago", "12 min ago", "5 h ago", "3 days ago". */
    static String ago(Instant then, Instant now) {
        Duration span = Duration.between(then, now);
        if (span.toSeconds() < 5) {
            return "just now";
        }
        if (span.toSeconds() < 90) {
            return span.toSeconds() + " s ago";
        }
        if (span.toMinutes() < 90) {
            return span.toMinutes() + " min ago";
        }
        return span.toHours() < 48 ? span.toHours() + " h ago" : Figures.grouped(span.toDays()) + " days ago";
    }

    /** Something per second: 0, 0.4, 12.5, 1,240. */
    static String rate(double perSecond) {
        if (perSecond == 0) {
            return "0";
        }
        if (perSecond < 0.05) {
            return "under 0.1";
        }
        return perSecond < 100 ? String.format(Locale.ROOT, "%.1f", perSecond) : Figures.grouped(Math.round(perSecond));
    }

    /** 512 B, 3.4 GiB. */
    static String bytes(long bytes) {
        if (bytes < KIB) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= KIB && unit < 4) {
            value /= KIB;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %siB", value, "KMGTP".charAt(unit));
    }

    /** How rare: "1 in 1,001". */
    static String oneIn(double probability) {
        return probability <= 0 ? "none" : "1 in " + Figures.grouped(Math.round(1 / probability));
    }
}
