// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Many customers behind one account: each exchange continues or opens a conversation of one of them.
 *
 * @param customers 1 or more
 */
record Pool(List<Author> customers) implements Author {
    private static final double CONTINUES = 0.4;

    @Override
    public Ask ask(Moment moment) {
        SplittableRandom random = Seeds.random(moment.conversationSeed(), 31, moment.turn());
        Author customer = Slots.pick(customers, random);
        int turn = turn(customer, random);
        return customer.ask(new Moment(random.nextLong(), moment.conversation(), turn, moment.time()));
    }

    /** At which turn of a conversation of the author somebody looks in. */
    static int turn(Author author, SplittableRandom random) {
        int turn = 0;
        while (turn < 5 && random.nextDouble() < CONTINUES * Math.ceil(author.followUps())) {
            turn++;
        }
        return turn;
    }
}
