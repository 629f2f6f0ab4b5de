// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.detect.TrafficSummary;
import dev.stillwatch.detect.Window;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which shorter windows of a log are judged beside the whole.
 *
 * <p>Those that make sense for a log are, of each length it clearly holds, the few in which most accounts were livelier
 * than usual: a burst is in one of them, and judging all would take several times as long.
 *
 * @param lengths empty to take those that make sense for the log; otherwise exactly these, none for an empty list
 */
record WindowChoice(Optional<List<Duration>> lengths) {
    /** Those that make sense for the log. */
    static final WindowChoice AUTO = new WindowChoice(Optional.empty());

    /** None: the whole log only. */
    static final WindowChoice WHOLE = new WindowChoice(Optional.of(List.of()));

    private static final int ENOUGH_ACCOUNTS = 500;
    /** Judging a window costs about as much as its share of the log, and something for each. */
    private static final int MOST_LIVELY = 6;

    private static final int MOST_OF_A_LENGTH = 1_000;

    /** Lengths that may make sense for traffic of any span. */
    List<Duration> candidates() {
        return lengths.orElse(Window.LENGTHS);
    }

    /** The windows of a log, those of one length after those of another. */
    List<Window> of(TrafficSummary traffic) {
        List<Window> windows = new ArrayList<>();
        traffic.span().ifPresent(span -> {
            if (lengths.isEmpty() && traffic.accounts() >= ENOUGH_ACCOUNTS) {
                for (Duration length : span.worthwhile()) {
                    windows.addAll(traffic.liveliest(span.split(length), MOST_LIVELY));
                }
            }
            for (Duration length : lengths.orElse(List.of())) {
                if (length.compareTo(span.length()) < 0) {
                    windows.addAll(split(span, length));
                }
            }
        });
        return windows;
    }

    private static List<Window> split(Window span, Duration length) {
        if (span.length().dividedBy(length) > MOST_OF_A_LENGTH) {
            throw new StillwatchException(String.format(
                    Locale.ROOT,
                    "--windows of %d hours are more than %,d in these logs; choose longer ones, or less time with --from"
                            + " and --to",
                    length.toHours(),
                    MOST_OF_A_LENGTH));
        }
        return span.split(length);
    }

    /** Reads {@code auto}, {@code whole}, or lengths such as {@code 1h,1d,28d}. */
    static final class Reader implements ITypeConverter<WindowChoice> {
        private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,3})([hd])");

        @Override
        public WindowChoice convert(String text) {
            return switch (text) {
                case "auto" -> AUTO;
                case "whole" -> WHOLE;
                default ->
                    new WindowChoice(Optional.of(Arrays.stream(text.split(",", -1))
                            .map(Reader::length)
                            .toList()));
            };
        }

        private static Duration length(String text) {
            Matcher matcher = LENGTH.matcher(text.strip());
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text
                        + "' is no choice of windows; write auto, whole, or hours and days such as 1h,1d,7d,28d");
            }
            int count = Integer.parseInt(matcher.group(1));
            return matcher.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofDays(count);
        }
    }
}
