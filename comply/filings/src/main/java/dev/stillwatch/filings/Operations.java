// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * A number of computational operations, known between two bounds.
 *
 * <p>Integer and floating-point operations of any precision count alike, a multiply-add as two (Frontier Model Forum, Epoch).
 *
 * @param low at least, 0 or more
 * @param mid most likely
 * @param high at most
 */
public record Operations(double low, double mid, double high) {
    /** None. */
    public static final Operations NONE = new Operations(0, 0, 0);

    public Operations {
        if (!(low >= 0) || !(low <= mid) || !(mid <= high) || Double.isInfinite(high)) {
            throw new StillwatchException(
                    "operations need 0 <= low <= mid <= high, each a finite number such as 3.5e25");
        }
    }

    /** A number that is known to within a share of itself. */
    public static Operations about(double mid, double share) {
        return new Operations(mid * (1 - share), mid, mid * (1 + share));
    }

    /** Both together; bounds add up, which is right for errors that go the same way and wide for others. */
    public Operations plus(Operations other) {
        return new Operations(low + other.low, mid + other.mid, high + other.high);
    }

    /** The same, so many times as long or as often. */
    public Operations times(double factor) {
        return new Operations(low * factor, mid * factor, high * factor);
    }

    /** How it compares with a threshold that must be exceeded. */
    public Threshold.Comparison against(double threshold) {
        if (low > threshold) {
            return Threshold.Comparison.ABOVE;
        }
        return high > threshold ? Threshold.Comparison.CROSSES : Threshold.Comparison.BELOW;
    }

    /** Whether two ways of counting can both be right. */
    public boolean agreesWith(Operations other) {
        return low <= other.high && other.low <= high;
    }

    /** As people read it: {@code 8.4e23}, with its bounds where they differ. */
    public String text() {
        return low == high ? number(mid) : number(mid) + " (" + number(low) + " to " + number(high) + ")";
    }

    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent < 4) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        return String.format(
                Locale.ROOT,
                "%se%d",
                rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString(),
                exponent);
    }
}
