// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.SplittableRandom;

/**
 * Harvesting with ordinary people's prompts: each is of another person, stands at some turn of a conversation of theirs,
 * and is sent once in the whole campaign.
 *
 * @param prompts where people's prompts come from
 */
record PeopleHarvest(PromptSource prompts) implements Author {

    @Override
    public Ask ask(Moment moment) {
        SplittableRandom random = Seeds.random(moment.conversationSeed(), 84, moment.turn());
        Person stranger = Person.of(random.nextLong(), prompts);
        int turn = Pool.turn(stranger, random);
        return stranger.ask(new Moment(random.nextLong(), moment.conversation(), turn, moment.time()));
    }
}
