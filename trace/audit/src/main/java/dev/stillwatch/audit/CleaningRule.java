// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.List;
import java.util.Set;

/**
 * Which rows a cleaned data set leaves out.
 *
 * @param strength rows with evidence as strong or stronger, above 0, at most 1
 * @param families only those that point to one of these; all where it is empty
 */
public record CleaningRule(double strength, Set<String> families) {

    public CleaningRule {
        if (!(strength > 0 && strength <= 1)) {
            throw new IllegalArgumentException("strength is " + strength + ", must be above 0 and at most 1");
        }
        families = Set.copyOf(families);
    }

    boolean leavesOut(double found, List<String> pointedTo) {
        return found >= strength && (families.isEmpty() || pointedTo.stream().anyMatch(families::contains));
    }
}
