// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as text, the same on every machine: English words, UTC, no locale. */
public final class Figures {
    private static final int SCORE_DECIMALS = 6;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Figures() {}

    /** Log-odds for machines: fixed decimals, never a negative zero. */
    static String score(double nats) {
        return BigDecimal.valueOf(nats)
                .setScale(SCORE_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    /** A probability for machines: six significant digits, with an exponent below a millionth. */
    static String probability(double value) {
        return value == 0
                ? "0"
                : BigDecimal.valueOf(value)
                        .round(new MathContext(6))
                        .stripTrailingZeros()
                        .toString();
    }

    /** 1,234,567. */
    public static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** 1 account, 2 accounts. */
    public static String count(long count, String singular) {
        String plural = singular.endsWith("y") ? singular.substring(0, singular.length() - 1) + "ies" : singular + "s";
        return grouped(count) + " " + (count == 1 ? singular : plural);
    }

    /** 950, 12.3 thousand, 4.6 million, 2.1 billion. */
    public static String rounded(long count) {
        if (count < 10_000) {
            return grouped(count);
        }
        if (count < 1_000_000) {
            return decimal(count / 1e3, 1) + " thousand";
        }
        return count < 1_000_000_000 ? decimal(count / 1e6, 1) + " million" : decimal(count / 1e9, 1) + " billion";
    }

    /** Fixed decimals. */
    static String decimal(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return text.matches("-[0.]+") ? text.substring(1) : text;
    }

    /** +3.2 or, with a true minus sign, −0.4. */
    public static String signed(double nats) {
        String text = decimal(Math.abs(nats), 1);
        if (text.equals("0.0")) {
            return text;
        }
        return (nats < 0 ? "−" : "+") + text;
    }

    /** USD 1,234, or USD 1.23 below a hundred. */
    static String money(double amount, String currency) {
        return currency + " " + decimal(amount, amount < 100 ? 2 : 0);
    }

    /** 38 %, 0.4 %, under 0.1 %. */
    public static String percent(double share) {
        if (share > 0 && share < 0.001) {
            return "under 0.1 %";
        }
        return decimal(share * 100, share > 0 && share < 0.0995 ? 1 : 0) + " %";
    }

    /** How often in words: about 1 in 5,000. */
    public static String oneIn(double probability) {
        if (probability < 1e-9) {
            return "fewer than 1 in a billion";
        }
        if (probability > 0.5) {
            return "most";
        }
        long odds = new BigDecimal(1 / probability).round(new MathContext(2)).longValue();
        return "about 1 in " + grouped(odds);
    }

    /** A probability for people: p = 0.00062, p < 1e-9. */
    public static String p(double value) {
        String figure = pValue(value);
        return figure.startsWith("<") ? "p " + figure : "p = " + figure;
    }

    /** The same in a column: 0.00062, 3.1E-8, &lt; 1e-9. */
    static String pValue(double value) {
        if (value < 1e-9) {
            return "< 1e-9";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(2)).stripTrailingZeros();
        return value < 1e-6 ? rounded.toString() : rounded.toPlainString();
    }

    /** 1 Nov 2026, 00:12 UTC. */
    public static String minute(Instant time) {
        return MINUTE.format(time) + " UTC";
    }

    /** 1 Nov 2026. */
    public static String day(Instant time) {
        return DAY.format(time);
    }

    /** 6 days 23 hours, 4 minutes 10 seconds, 0.4 seconds. */
    public static String duration(Duration span) {
        if (span.compareTo(Duration.ofMinutes(1)) < 0) {
            return decimal(span.toMillis() / 1e3, 1) + " seconds";
        }
        if (span.compareTo(Duration.ofHours(1)) < 0) {
            return count(span.toMinutes(), "minute") + rest(span.toSecondsPart(), "second");
        }
        if (span.compareTo(Duration.ofDays(1)) < 0) {
            return count(span.toHours(), "hour") + rest(span.toMinutesPart(), "minute");
        }
        return plain(span.toDays(), "day") + rest(span.toHoursPart(), "hour");
    }

    private static String rest(int count, String singular) {
        return count == 0 ? "" : " " + plain(count, singular);
    }

    /** "day" must not become "daies". */
    private static String plain(long count, String singular) {
        return grouped(count) + " " + singular + (count == 1 ? "" : "s");
    }
}
