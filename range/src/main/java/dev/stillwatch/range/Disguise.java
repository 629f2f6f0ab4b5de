// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import java.util.Objects;

/**
 * What a campaign does, beyond its wordings, so as to look like somebody else.
 *
 * @param items where the harvested prompts come from; only {@link ItemSource#OWN} uses templates, paraphrase and mix
 * @param aged share of accounts bought from ordinary customers, as old as theirs; the others are days or weeks old
 * @param sleeperRate exchanges an hour of such an account in its former owner's hands, from the start of the simulation
 *     until the campaign uses it; 0 for none
 */
public record Disguise(ItemSource items, Probability aged, double sleeperRate) {
    /** Its own items, young accounts. */
    public static final Disguise NONE = new Disguise(ItemSource.OWN, new Probability(0), 0);

    public Disguise {
        Objects.requireNonNull(items, "items is null");
        Objects.requireNonNull(aged, "aged is null");
        if (!(sleeperRate >= 0 && Double.isFinite(sleeperRate))) {
            throw new IllegalArgumentException("sleeper rate is " + sleeperRate + " an hour, must be 0 or more");
        }
    }
}
