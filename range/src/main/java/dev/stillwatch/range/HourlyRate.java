// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/**
 * How often an account asks.
 *
 * @param perHour mean exchanges an hour over day and night, above 0 and finite
 */
public record HourlyRate(double perHour) {
    public HourlyRate {
        if (!(perHour > 0 && Double.isFinite(perHour))) {
            throw new IllegalArgumentException("rate is " + perHour + " an hour, must be above 0 and finite");
        }
    }
}
