// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * An application that puts its own system prompt before what its end users write.
 *
 * @param system the application's prompt
 * @param users its end users
 */
record ChatApp(String system, Pool users) implements Author {

    @Override
    public Ask ask(Moment moment) {
        Ask ask = users.ask(moment);
        List<Message> messages = new ArrayList<>();
        messages.add(new Message(Message.Role.SYSTEM, system));
        messages.addAll(ask.request().messages());
        return new Ask(new Request(messages, ask.request().parameters(), List.of()), ask.answerTokens());
    }
}
