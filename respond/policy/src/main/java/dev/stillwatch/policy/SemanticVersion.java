// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.util.Comparator;

/** A version of three numbers, such as 1.4.0; later ones compare greater. */
public record SemanticVersion(int major, int minor, int patch) implements Comparable<SemanticVersion> {
    private static final Comparator<SemanticVersion> ORDER = Comparator.comparingInt(SemanticVersion::major)
            .thenComparingInt(SemanticVersion::minor)
            .thenComparingInt(SemanticVersion::patch);

    /**
     * Reads {@code 1.4.0}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static SemanticVersion parse(String text) {
        if (!text.matches("(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})")) {
            throw new IllegalArgumentException("not a version of three numbers");
        }
        String[] parts = text.split("\\.", -1);
        return new SemanticVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
