// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.util.List;

/**
 * How much was harvested, and what that is worth at the stated price.
 *
 * @param tokens amount for show, or that it is not known
 * @param unit of the amount, or why it is not known
 * @param cost for show
 * @param price the assumption it rests on
 */
public record Harvest(String tokens, String unit, String cost, String price) {

    /** Of some campaigns together. */
    public static Harvest of(List<Campaign> campaigns, ScanFacts.OutputPrice price) {
        long tokens = campaigns.stream().mapToLong(Campaign::tokensOut).sum();
        String assumption = "an assumed " + price.currency() + " "
                + Figures.decimal(price.perMillion(), price.perMillion() % 1 == 0 ? 0 : 2)
                + " per million output tokens";
        if (tokens == 0) {
            return new Harvest("unknown", "the logs hold no token counts", "unknown", assumption);
        }
        return new Harvest(
                Figures.rounded(tokens),
                "output tokens",
                Figures.money(price.of(tokens), price.currency()),
                assumption);
    }
}
