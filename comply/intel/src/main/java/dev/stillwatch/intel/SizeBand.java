// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Arrays;
import java.util.Optional;

/** How many accounts a campaign has, coarsely; bounds are inclusive. */
public enum SizeBand {
    FROM_10(10, 49),
    FROM_50(50, 199),
    FROM_200(200, 999),
    FROM_1000(1_000, 9_999),
    FROM_10000(10_000, Integer.MAX_VALUE);

    private final int least;
    private final int most;

    SizeBand(int least, int most) {
        this.least = least;
        this.most = most;
    }

    public int least() {
        return least;
    }

    /** {@link Integer#MAX_VALUE} where there is no upper bound. */
    public int most() {
        return most;
    }

    /** The band that holds {@code accounts}; empty below ten. */
    public static Optional<SizeBand> of(int accounts) {
        return Arrays.stream(values())
                .filter(band -> accounts >= band.least && accounts <= band.most)
                .findFirst();
    }
}
