// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.exchange.StillwatchException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody meant who mistyped an id. */
final class NearestIds {
    private static final int MOST = 3;
    private static final int LONGEST = 40;

    private NearestIds() {}

    /**
     * The failure to find something, with the ids nearest to what was asked for.
     *
     * @param kind what was looked for: case, action or evidence
     */
    static StillwatchException unknown(String kind, String id, Collection<String> known) {
        String asked = id.length() > LONGEST ? id.substring(0, LONGEST) + "…" : id;
        if (known.isEmpty()) {
            return new StillwatchException("no " + kind + " " + asked + ": the store holds none");
        }
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        List<String> nearest = known.stream()
                .sorted(Comparator.<String>comparingInt(one -> distance.apply(asked, one))
                        .thenComparing(Comparator.reverseOrder()))
                .limit(MOST)
                .toList();
        return new StillwatchException(
                "no " + kind + " " + asked + "; nearest: " + nearest.stream().collect(Collectors.joining(", ")));
    }
}
