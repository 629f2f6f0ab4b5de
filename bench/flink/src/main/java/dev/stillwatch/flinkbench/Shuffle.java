// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.flinkbench;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the source sent on to the accounts, as the cluster's page tells. */
record Shuffle(long bytes, long records) {
    private static final Pattern SOURCE =
            Pattern.compile("\"name\":\"Source: exchanges\".*?\"write-bytes\":(\\d+).*?\"write-records\":(\\d+)");

    /** Reads it off what is told of the whole job; empty where it does not say. */
    static Optional<Shuffle> of(String metrics) {
        Matcher found = SOURCE.matcher(metrics);
        return found.find() && Long.parseLong(found.group(2)) > 0
                ? Optional.of(new Shuffle(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))))
                : Optional.empty();
    }
}
