// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

/**
 * What a campaign's account asks: what it harvests, between shares of other prompts.
 *
 * @param harvest asks for what the campaign is after
 * @param cover customers of the campaign behind this account, whose prompts dilute the harvest
 * @param decoys asks what makes the account look ordinary
 */
record Harvester(CampaignPlan plan, Author harvest, Author cover, Author decoys) implements Author {

    @Override
    public Ask ask(Moment moment) {
        return switch (purpose(moment.conversationSeed())) {
            case RESOLD -> cover.ask(moment).sentFor(Purpose.RESOLD);
            case DECOY -> decoys.ask(moment).sentFor(Purpose.DECOY);
            case HARVEST, ORDINARY -> harvest.ask(moment).sentFor(Purpose.HARVEST);
        };
    }

    private Purpose purpose(long conversation) {
        if (Seeds.random(conversation, 81).nextDouble() < plan.dilution().value()) {
            return Purpose.RESOLD;
        }
        double decoys = plan.disguise().decoys().value();
        return decoys > 0 && Seeds.random(conversation, 83).nextDouble() < decoys ? Purpose.DECOY : Purpose.HARVEST;
    }
}
