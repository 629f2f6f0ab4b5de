// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Exchange;
import dev.stillwatch.exchange.Message;
import dev.stillwatch.exchange.Parameters;
import dev.stillwatch.exchange.Request;
import dev.stillwatch.exchange.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** An exchange with only what a test cares about: everything not set is as a log that does not say it. */
final class TestExchange {
    /** A Monday, midnight. */
    static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    private static final DigestExtractor EXTRACTOR = new DigestExtractor();

    private final String account;
    private Optional<String> id = Optional.empty();
    private Optional<String> organisation = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Instant time = START;
    private final List<Message> messages = new ArrayList<>();
    private Parameters parameters = Parameters.DEFAULTS;
    private Client client = Client.UNKNOWN;
    private Billing billing = Billing.UNKNOWN;
    private OptionalLong tokensOut = OptionalLong.empty();

    private TestExchange(String account) {
        this.account = account;
    }

    static TestExchange of(String account) {
        return new TestExchange(account);
    }

    static TestExchange of(String account, String prompt) {
        return of(account).says(prompt);
    }

    TestExchange id(String value) {
        id = Optional.of(value);
        return this;
    }

    TestExchange organisation(Optional<String> value) {
        organisation = value;
        return this;
    }

    TestExchange model(String value) {
        model = Optional.of(value);
        return this;
    }

    TestExchange at(Instant value) {
        time = value;
        return this;
    }

    /** At so many seconds after {@link #START}. */
    TestExchange second(long seconds) {
        return at(START.plusSeconds(seconds));
    }

    TestExchange system(String text) {
        messages.addFirst(new Message(Message.Role.SYSTEM, text));
        return this;
    }

    /** Adds a user message; from the second on, after an answer. */
    TestExchange says(String text) {
        if (!messages.isEmpty() && messages.getLast().role() == Message.Role.USER) {
            messages.add(new Message(Message.Role.ASSISTANT, "ok"));
        }
        messages.add(new Message(Message.Role.USER, text));
        return this;
    }

    TestExchange temperature(double value) {
        parameters = parameters(OptionalDouble.of(value), parameters.completions(), parameters.maxTokens());
        return this;
    }

    TestExchange completions(int value) {
        parameters = parameters(parameters.temperature(), OptionalInt.of(value), parameters.maxTokens());
        return this;
    }

    TestExchange maxTokens(int value) {
        parameters = parameters(parameters.temperature(), parameters.completions(), OptionalInt.of(value));
        return this;
    }

    private static Parameters parameters(OptionalDouble temperature, OptionalInt completions, OptionalInt maxTokens) {
        Parameters d = Parameters.DEFAULTS;
        return new Parameters(
                temperature,
                d.topP(),
                completions,
                maxTokens,
                false,
                d.topLogprobs(),
                d.seed(),
                false,
                d.responseFormat(),
                d.reasoningEffort());
    }

    TestExchange client(String ip, long asn, String userAgent, String ja4) {
        client = new Client(
                Optional.of(ip), OptionalLong.of(asn), Optional.empty(), Optional.of(userAgent), Optional.of(ja4));
        return this;
    }

    TestExchange payment(String value) {
        billing = new Billing(Optional.of(value), billing.plan(), billing.created());
        return this;
    }

    TestExchange created(Instant value) {
        billing = new Billing(billing.payment(), billing.plan(), Optional.of(value));
        return this;
    }

    TestExchange tokensOut(long value) {
        tokensOut = OptionalLong.of(value);
        return this;
    }

    Exchange exchange() {
        return new Exchange(
                id,
                time,
                account,
                organisation,
                Api.CHAT,
                model,
                new Request(messages, parameters, List.of()),
                Optional.empty(),
                new Usage(OptionalLong.empty(), tokensOut, OptionalLong.empty()),
                client,
                billing,
                OptionalInt.of(200),
                Optional.empty());
    }

    ExchangeDigest digest() {
        return EXTRACTOR.extract(exchange());
    }

    /** The account as judged that made exactly these exchanges; all must be of one account. */
    static AccountView account(List<ExchangeDigest> exchanges) {
        return population(exchanges).get(0);
    }

    static Population population(Iterable<ExchangeDigest> exchanges) {
        return Population.of(summary(exchanges), new TrafficSummary());
    }

    /** The accounts that made these exchanges, by name. */
    static List<AccountView> accounts(TestExchange... exchanges) {
        return population(Stream.of(exchanges).map(TestExchange::digest).toList())
                .current();
    }

    static TrafficSummary summary(Iterable<ExchangeDigest> exchanges) {
        TrafficSummary summary = new TrafficSummary();
        exchanges.forEach(summary::observe);
        return summary;
    }
}
