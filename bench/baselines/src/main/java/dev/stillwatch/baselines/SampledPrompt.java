// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import java.util.Optional;

/**
 * One prompt of a log.
 *
 * @param account who sent it
 * @param timeMillis when
 * @param rank a hash of the exchange: those with the smallest ranks are a uniform sample
 * @param text the last user message
 * @param system the system prompt; empty when there is none
 */
record SampledPrompt(String account, long timeMillis, long rank, String text, String system) {

    /** The prompt of an exchange; empty where the log withholds text. */
    static Optional<SampledPrompt> of(Exchange exchange) {
        return exchange.request()
                .lastUserMessage()
                .filter(message -> !message.text().isBlank())
                .map(message -> new SampledPrompt(
                        exchange.account(),
                        exchange.time().toEpochMilli(),
                        rank(exchange),
                        message.text(),
                        system(exchange)));
    }

    private static String system(Exchange exchange) {
        return exchange.request().messages().stream()
                .filter(message -> message.role() == Message.Role.SYSTEM)
                .map(Message::text)
                .findFirst()
                .orElse("");
    }

    private static long rank(Exchange exchange) {
        long hash =
                exchange.id().orElse("").hashCode() * 31L + exchange.account().hashCode();
        hash = (hash ^ exchange.time().toEpochMilli()) * 0x9E3779B97F4A7C15L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return hash ^ (hash >>> 32);
    }

    /** Never shows the text. */
    @Override
    public String toString() {
        return "SampledPrompt[characters=" + text.length() + "]";
    }
}
