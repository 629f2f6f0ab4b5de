// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What was read to come to an assessment, and under which assumptions it is shown.
 *
 * @param version version of Stillwatch that ran
 * @param inputs files, folders or patterns scanned, as the user named them
 * @param baseline files, folders or patterns taken as benign for calibration; empty when none was given
 * @param records records read, malformed ones and duplicates included
 * @param malformed records skipped because they could not be read
 * @param malformedPlaces where the first few of them stand
 * @param duplicates records counted once because their id was seen before
 * @param range first and last request; empty when nothing was read
 * @param elapsed how long the scan took
 * @param price what a harvested output token is taken to be worth
 */
public record ScanFacts(
        String version,
        List<String> inputs,
        List<String> baseline,
        long records,
        long malformed,
        List<MalformedPlace> malformedPlaces,
        long duplicates,
        Optional<TimeRange> range,
        Duration elapsed,
        OutputPrice price) {

    /**
     * One record that could not be read.
     *
     * @param place file and line
     * @param reason why, without the record's text
     */
    public record MalformedPlace(String place, String reason) {
        public MalformedPlace {
            Objects.requireNonNull(place, "place is null");
            Objects.requireNonNull(reason, "reason is null");
        }
    }

    /** First and last request seen. */
    public record TimeRange(Instant first, Instant last) {
        public TimeRange {
            if (last.isBefore(first)) {
                throw new IllegalArgumentException("last request " + last + " is before the first, " + first);
            }
        }
    }

    /**
     * A price of output tokens, stated wherever a cost is shown.
     *
     * @param perMillion price of a million output tokens, 0 or more
     * @param currency ISO 4217 code
     */
    public record OutputPrice(double perMillion, String currency) {
        /** Assumed when the operator names no price: the order of magnitude of large hosted models. */
        public static final OutputPrice ASSUMED = new OutputPrice(10, "USD");

        public OutputPrice {
            Objects.requireNonNull(currency, "currency is null");
            if (!(perMillion >= 0 && Double.isFinite(perMillion))) {
                throw new IllegalArgumentException("price is " + perMillion + ", must be 0 or more");
            }
        }

        /** What so many output tokens cost. */
        public double of(long tokens) {
            return perMillion * tokens / 1e6;
        }
    }

    public ScanFacts {
        Objects.requireNonNull(version, "version is null");
        inputs = List.copyOf(inputs);
        baseline = List.copyOf(baseline);
        malformedPlaces = List.copyOf(malformedPlaces);
        Objects.requireNonNull(range, "range is null");
        Objects.requireNonNull(elapsed, "elapsed is null");
        Objects.requireNonNull(price, "price is null");
        if (records < 0 || malformed < 0 || duplicates < 0) {
            throw new IllegalArgumentException("a count is negative: records " + records + ", malformed " + malformed
                    + ", duplicates " + duplicates);
        }
    }
}
