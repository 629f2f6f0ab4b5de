// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/** Says which groups may be alarmed on. */
@FunctionalInterface
interface AlarmGrants {
    /**
     * Takes an assessment; returns the ids of groups that may be alarmed on now and could not before.
     *
     * @param now time of the latest exchange judged
     * @param known groups that were alarmed on before, grown or not: they are no new discoveries
     */
    Set<String> grant(Assessment assessment, Instant now, Predicate<Campaign> known);
}
