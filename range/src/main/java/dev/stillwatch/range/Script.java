// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * Prompts known beforehand, one an exchange, in order.
 *
 * @param exchanges for each exchange what the user wrote so far in its conversation, oldest first
 */
record Script(List<List<String>> exchanges, Parameters parameters) implements Author {

    /** A script that goes through each conversation turn by turn. */
    static Script of(List<List<String>> conversations, Parameters parameters) {
        List<List<String>> exchanges = new ArrayList<>();
        for (List<String> turns : conversations) {
            for (int i = 1; i <= turns.size(); i++) {
                exchanges.add(turns.subList(0, i));
            }
        }
        return new Script(List.copyOf(exchanges), parameters);
    }

    @Override
    public Ask ask(Moment moment) {
        List<String> said = exchanges.get(Math.min(moment.conversation(), exchanges.size() - 1));
        List<Message> messages = new ArrayList<>(2 * said.size());
        for (int i = 0; i < said.size(); i++) {
            messages.add(new Message(Message.Role.USER, said.get(i)));
            if (i < said.size() - 1) {
                messages.add(new Message(Message.Role.ASSISTANT, Replies.to(said.get(i), Seeds.of(moment.seed(), i))));
            }
        }
        return new Ask(new Request(messages, parameters, List.of()), 250);
    }
}
