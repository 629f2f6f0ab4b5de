// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Probability;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Every knob of one harvesting campaign.
 *
 * @param name label in truth.csv
 * @param accounts accounts at work at any one time, 1 or more
 * @param rate exchanges an hour of each, dilution included
 * @param begin how long after the scenario's start it begins
 * @param active how long it lasts
 * @param dilution share of ordinary customers' prompts among its exchanges
 * @param templates how many distinct templates, 1 to 100,000; empty for none, that is bare items of a data set
 * @param miss share of requests that {@link Paraphrase#FULL} rewords
 * @param leak share of accounts that share payment, network or client facts with others of the campaign
 * @param replacement share of the accounts that is lost to bans a day; a new one with lines, client and payment of its
 *     own takes over the work, the customers and the items left
 * @param pivot share of the traffic that moves to a newly released model within a day of its release
 * @param mix weight of each thing harvested; need not sum to 1
 * @param split half of the wordings, items and infrastructure it draws from
 * @param disguise what else it does to look like somebody else
 */
public record CampaignPlan(
        String name,
        int accounts,
        HourlyRate rate,
        Duration begin,
        Duration active,
        Probability dilution,
        OptionalInt templates,
        Paraphrase paraphrase,
        Probability miss,
        Probability leak,
        CampaignClock clock,
        Probability replacement,
        Probability pivot,
        Map<Harvest, Double> mix,
        Split split,
        Disguise disguise) {

    /** Most templates the wordings can be combined to with room to spare. */
    public static final int MAX_TEMPLATES = 100_000;

    public CampaignPlan {
        if (name.isBlank() || accounts < 1) {
            throw new IllegalArgumentException(
                    "campaign '" + name + "' has " + accounts + " accounts, needs 1 or more");
        }
        Objects.requireNonNull(rate, "rate is null");
        if (begin.isNegative() || active.isNegative() || active.isZero()) {
            throw new IllegalArgumentException("campaign begins after " + begin + " and lasts " + active);
        }
        Objects.requireNonNull(dilution, "dilution is null");
        if (templates.isPresent() && (templates.getAsInt() < 1 || templates.getAsInt() > MAX_TEMPLATES)) {
            throw new IllegalArgumentException(
                    "campaign has " + templates.getAsInt() + " templates, must be 1 to " + MAX_TEMPLATES);
        }
        Objects.requireNonNull(paraphrase, "paraphrase is null");
        Objects.requireNonNull(miss, "miss is null");
        Objects.requireNonNull(leak, "leak is null");
        Objects.requireNonNull(clock, "clock is null");
        Objects.requireNonNull(replacement, "replacement is null");
        Objects.requireNonNull(pivot, "pivot is null");
        mix = Map.copyOf(mix);
        if (!(mix.values().stream().mapToDouble(w -> w).sum() > 0)
                || mix.values().stream().anyMatch(w -> w < 0)) {
            throw new IllegalArgumentException("campaign mix needs weights of 0 or more with a sum above 0");
        }
        Objects.requireNonNull(split, "split is null");
        Objects.requireNonNull(disguise, "disguise is null");
    }
}
