// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * Who shares.
 *
 * @param name the organisation's name; 1 to 120 characters
 * @param namespace a random UUID of the producer's own, kept secret and never changed: ids of shared objects are hashes
 *     under it, so that the same campaign keeps its ids and nobody can try names against them
 * @param since when this producer began to share; a date of its own identity object
 */
public record Producer(String name, UUID namespace, Instant since) {
    private static final int LONGEST = 120;

    public Producer {
        if (name.isBlank()
                || name.length() > LONGEST
                || name.chars().anyMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            throw new IllegalArgumentException(
                    "a producer's name has 1 to " + LONGEST + " characters that can be seen");
        }
        Objects.requireNonNull(since, "since is null");
        if (namespace.version() == 5 || namespace.equals(StixIds.OBSERVABLES)) {
            throw new IllegalArgumentException("a producer's namespace is random, not derived");
        }
    }

    @Override
    public String toString() {
        return "Producer[" + name + "]";
    }
}
