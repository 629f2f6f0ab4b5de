// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import dev.stillwatch.marks.MarkTrial.Named;
import java.util.List;

/**
 * Keys of one scheme, made ready once to score many texts, each in a trial of its own. Immutable and thread-safe; for
 * SynthID 64 kB a key, for others less.
 */
public final class PreparedKeys {
    private final Scheme scheme;
    private final List<Named> named;
    private final List<List<KeyedScores>> parts;

    /** Makes keys ready, which takes up to milliseconds for each. */
    public PreparedKeys(Scheme scheme, List<Named> named) {
        this.scheme = scheme;
        this.named = List.copyOf(named);
        this.parts = named.stream()
                .map(each -> Statistic.parts(scheme, each.key(), false))
                .toList();
    }

    /** The scheme of all these keys. */
    public Scheme scheme() {
        return scheme;
    }

    /** The keys in the order in which they were given, which is that of findings. */
    public List<Named> named() {
        return named;
    }

    /** How many tests each key makes on a text; one in most schemes. */
    public int testsForEachKey() {
        return Statistic.of(scheme).size();
    }

    List<List<KeyedScores>> parts() {
        return parts;
    }
}
