// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** Whether CEL will be able to read a duration or a time that stands in an expression. */
final class LiteralTimes {
    private static final Pattern DURATION = Pattern.compile("-?([0-9]+(\\.[0-9]+)?(ns|us|ms|s|m|h)){1,6}");

    private LiteralTimes() {}

    static boolean isReadable(String function, String text) {
        if (function.equals("duration")) {
            return DURATION.matcher(text).matches() && text.length() <= 30;
        }
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
