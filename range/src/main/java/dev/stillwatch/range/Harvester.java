// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/**
 * What a campaign's account asks: what it harvests, between a share of ordinary customers' prompts.
 *
 * @param harvest asks for what the campaign is after
 * @param cover ordinary customers of this account, whose prompts dilute the harvest
 */
record Harvester(CampaignPlan plan, Author harvest, Author cover) implements Author {

    /** Whether the exchange of this moment is cover. */
    boolean diluted(Moment moment) {
        return Seeds.random(moment.conversationSeed(), 81).nextDouble()
                < plan.dilution().value();
    }

    @Override
    public Ask ask(Moment moment) {
        return diluted(moment) ? cover.ask(moment) : harvest.ask(moment);
    }
}
