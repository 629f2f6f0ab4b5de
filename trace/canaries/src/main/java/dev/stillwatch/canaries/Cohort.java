// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The accounts under one measure during one period of it: those that are given the same wordings.
 *
 * @param measure id of the measure, not blank and without control characters
 * @param period how many times {@link Period#LENGTH} had passed since the measure began, 0 or more
 */
public record Cohort(String measure, int period) {
    public Cohort {
        Objects.requireNonNull(measure, "measure is null");
        if (measure.isBlank() || measure.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("measure is blank or holds control characters");
        }
        if (period < 0) {
            throw new IllegalArgumentException("period is " + period + ", must be 0 or more");
        }
    }

    /** What is fed to the key: no two cohorts, and no two uses, give the same bytes. */
    byte[] input(String use) {
        byte[] named = measure.getBytes(StandardCharsets.UTF_8);
        byte[] label = ("stillwatch canary 1 " + use).getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(label.length + named.length + 3 * Integer.BYTES)
                .putInt(label.length)
                .put(label)
                .putInt(named.length)
                .put(named)
                .putInt(period)
                .array();
    }

    /** Such as {@code a-17/0}. */
    @Override
    public String toString() {
        return measure + "/" + period;
    }

    /**
     * Reads {@code MEASURE} or {@code MEASURE/PERIOD}.
     *
     * @throws IllegalArgumentException if the measure is blank or the period no number from 0 on
     */
    public static Cohort parse(String text) {
        int slash = text.lastIndexOf('/');
        return slash < 0
                ? new Cohort(text, 0)
                : new Cohort(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }
}
