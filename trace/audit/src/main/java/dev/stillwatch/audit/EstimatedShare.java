// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

/**
 * The share of rows whose answers a model wrote, as their style lets it be estimated.
 *
 * @param value the estimate
 * @param low lower end of the 95 % interval
 * @param high upper end
 */
public record EstimatedShare(double value, double low, double high) {

    public EstimatedShare {
        if (!(0 <= low && low <= value && value <= high && high <= 1)) {
            throw new IllegalArgumentException(low + " to " + value + " to " + high + " is no interval of a share");
        }
    }
}
