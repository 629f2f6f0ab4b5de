// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Request;
import java.util.List;

/**
 * Harvesting with benchmark items, dealt like cards: one account's hand holds no item of another's.
 *
 * @param offset place of the first item of this account in the deck
 * @param stride distance of its items, which is the number of hands
 * @param wrapper text around each item with the place {@code {item}}
 */
record BenchmarkHarvest(BenchmarkDeck deck, long offset, int stride, String wrapper) implements Author {
    /** No text around the item. */
    static final String BARE = "{item}";

    @Override
    public Ask ask(Moment moment) {
        String item = deck.item(offset + (long) moment.conversation() * stride);
        String text = wrapper.replace("{item}", item);
        return new Ask(
                new Request(List.of(new Message(Message.Role.USER, text)), Laboratory.PARAMETERS, List.of()), 180);
    }
}
