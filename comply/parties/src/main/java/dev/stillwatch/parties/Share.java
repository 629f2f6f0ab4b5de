// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stillwatch.exchange.StillwatchException;
import java.util.Locale;

/**
 * A share in an entity that is known between two bounds, in hundredths of a percent, so that sums are exact.
 *
 * @param low 0 to 10,000
 * @param high {@code low} to 10,000
 */
public record Share(int low, int high) {
    /** All of it. */
    public static final int WHOLE = 10_000;

    public Share {
        if (low < 0 || high > WHOLE || low > high) {
            throw new StillwatchException("a share is 0 to 100 percent, its lower bound first");
        }
    }

    /** A share known to the hundredth of a percent. */
    public static Share exactly(int hundredths) {
        return new Share(hundredths, hundredths);
    }

    /**
     * As people write it: {@code 51}, {@code 33.33} or {@code 25-50}, in percent.
     *
     * @throws StillwatchException if it is neither
     */
    @JsonCreator
    public static Share parse(String percent) {
        String[] bounds = percent.replace("%", "").split("-", -1);
        if (bounds.length > 2) {
            throw none();
        }
        return new Share(hundredths(bounds[0]), hundredths(bounds[bounds.length - 1]));
    }

    private static int hundredths(String text) {
        String number = text.strip();
        if (!number.matches("\\d{1,3}(\\.\\d{1,2})?")) {
            throw none();
        }
        String[] parts = number.split("\\.");
        int fraction = parts.length == 1 ? 0 : Integer.parseInt((parts[1] + "0").substring(0, 2));
        return Integer.parseInt(parts[0]) * 100 + fraction;
    }

    private static StillwatchException none() {
        return new StillwatchException("a share is a percentage such as 51, 33.33 or 25-50");
    }

    /** As {@link #parse} takes it. */
    @JsonValue
    public String text() {
        return low == high ? percent(low) : percent(low) + "-" + percent(high);
    }

    @Override
    public String toString() {
        return low == high ? percent(low) + " %" : percent(low) + " to " + percent(high) + " %";
    }

    static String percent(int hundredths) {
        return hundredths % 100 == 0
                ? Integer.toString(hundredths / 100)
                : String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
    }
}
