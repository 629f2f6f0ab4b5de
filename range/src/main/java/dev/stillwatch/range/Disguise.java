// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import java.util.Objects;

/**
 * What a campaign does, beyond its wordings, so as to look like somebody else.
 *
 * @param items where the harvested prompts come from; only {@link ItemSource#OWN} uses templates, paraphrase and mix
 * @param decoys share of prompts in the name of one made-up person for each account, among what is not resold; the
 *     campaign pays for them, while what it resells is asked and paid for by customers of its own
 * @param aged share of accounts bought from ordinary customers, as old as theirs; the others are days or weeks old
 * @param sleeperRate exchanges an hour of such an account in its former owner's hands, from the start of the simulation
 *     until the campaign uses it; 0 for none
 * @param resellerShare share of accounts that belong to resellers of the population, whose customers go on using them
 * @param relay what software in between shows of itself
 * @param rhythm how far a {@link CampaignClock#JITTERED} clock follows a person's day: 0 not at all, 1 wholly
 */
public record Disguise(
        ItemSource items,
        Probability decoys,
        Probability aged,
        double sleeperRate,
        Probability resellerShare,
        Relay relay,
        Probability rhythm) {
    /** Its own items on young accounts of its own. */
    public static final Disguise NONE = new Disguise(
            ItemSource.OWN,
            new Probability(0),
            new Probability(0),
            0,
            new Probability(0),
            Relay.NONE,
            new Probability(0));

    public Disguise {
        Objects.requireNonNull(items, "items is null");
        Objects.requireNonNull(decoys, "decoys is null");
        Objects.requireNonNull(aged, "aged is null");
        if (!(sleeperRate >= 0 && Double.isFinite(sleeperRate))) {
            throw new IllegalArgumentException("sleeper rate is " + sleeperRate + " an hour, must be 0 or more");
        }
        Objects.requireNonNull(resellerShare, "resellerShare is null");
        Objects.requireNonNull(relay, "relay is null");
        Objects.requireNonNull(rhythm, "rhythm is null");
    }
}
