// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one record of the native exchange log. Thread-safe.
 *
 * <p>Only {@code time}, {@code account} and {@code request} are required. A member of the wrong type, out of range, or
 * blank is as good as absent; of a member given twice the last counts.
 */
final class NativeRecordParser {
    private static final String TIME = "member `time` is not a time between 2015 and 2100:"
            + " write RFC 3339 with an offset, or epoch milliseconds (epoch seconds times 1000)";

    private final Json json;
    private final Times.Zoneless zoneless;
    private final boolean answers;

    NativeRecordParser(Json json, Times.Zoneless zoneless, boolean answers) {
        this.json = json;
        this.zoneless = zoneless;
        this.answers = answers;
    }

    /** Reads the object at the parser's current token to its end. */
    ParseOutcome parse(JsonParser p) {
        return parse(p, true).orElseThrow();
    }

    /**
     * Reads the object at the parser's current token to its end, if it is of the native log by the rules of
     * {@link RecordFormat#of}; if not, the parser's position is lost.
     */
    Optional<ParseOutcome> parseIfNative(JsonParser p) {
        return parse(p, false);
    }

    private Optional<ParseOutcome> parse(JsonParser p, boolean certain) {
        ExchangeDraft draft = new ExchangeDraft();
        boolean timeSeen = false;
        boolean accountSeen = false;
        boolean requestSeen = false;
        boolean requestRead = false;
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "time" -> {
                    timeSeen = true;
                    draft.time = Times.ofExchange(time(p));
                }
                case "account" -> {
                    accountSeen = true;
                    draft.account = Scalars.identifier(p);
                }
                case "request" -> {
                    requestSeen = true;
                    draft.request = new RequestReader(answers);
                    requestRead = json.object(p, draft.request::read);
                }
                default -> {
                    if (!certain && !timeSeen && !accountSeen && !requestSeen && RecordFormat.isOtlp(name)) {
                        return Optional.empty();
                    }
                    optional(name, p, draft);
                }
            }
        }
        if (!certain && !timeSeen && !accountSeen && !requestSeen) {
            return Optional.empty();
        }
        return Optional.of(outcome(draft, timeSeen, accountSeen, requestSeen, requestRead));
    }

    private static ParseOutcome outcome(
            ExchangeDraft draft, boolean timeSeen, boolean accountSeen, boolean requestSeen, boolean requestRead) {
        if (draft.time.isEmpty()) {
            return new ParseOutcome.Malformed(timeSeen ? TIME : missing("time"));
        }
        if (draft.account.isEmpty()) {
            return new ParseOutcome.Malformed(
                    accountSeen
                            ? "member `account` is not a name: write a string of 1 to 1024 characters, not blank"
                            : missing("account"));
        }
        if (!requestRead) {
            return new ParseOutcome.Malformed(
                    requestSeen
                            ? "member `request` is not an object: write the body of the API request"
                            : missing("request"));
        }
        return new ParseOutcome.Parsed(draft.exchange());
    }

    private void optional(String name, JsonParser p, ExchangeDraft draft) {
        switch (name) {
            case "id" -> draft.id = Scalars.identifier(p);
            case "org" -> draft.organisation = Scalars.identifier(p);
            case "api" -> draft.api = Scalars.identifier(p).flatMap(Apis::named).orElse(Api.CHAT);
            case "model" -> draft.model = Scalars.identifier(p);
            case "response" -> {
                draft.response = new ResponseReader(answers);
                if (p.currentToken() != JsonToken.VALUE_STRING || !json.object(p, draft.response::read)) {
                    draft.response.read(p);
                }
            }
            case "usage" -> {
                draft.usage = new UsageReader();
                json.object(p, draft.usage::read);
            }
            case "client" -> json.object(p, q -> draft.client = client(q));
            case "billing" -> json.object(p, q -> draft.billing = billing(q));
            case "status" -> draft.status = ExchangeDraft.status(Scalars.integer(p));
            case "latency_ms" -> draft.latency = ExchangeDraft.latency(Scalars.real(p));
            default -> p.skipChildren();
        }
    }

    private static String missing(String member) {
        return "member `" + member + "` is missing: every record needs `time`, `account` and `request`";
    }

    private Optional<Instant> time(JsonParser p) {
        if (p.currentToken() == JsonToken.VALUE_STRING) {
            return p.getStringLength() > 64 ? Optional.empty() : Times.parse(p.getString(), zoneless);
        }
        OptionalLong millis = Scalars.integer(p);
        return millis.isPresent() ? Times.ofMillis(millis.getAsLong()) : Optional.empty();
    }

    private static Client client(JsonParser p) {
        Optional<String> ip = Optional.empty();
        OptionalLong asn = OptionalLong.empty();
        Optional<String> country = Optional.empty();
        Optional<String> userAgent = Optional.empty();
        Optional<String> ja4 = Optional.empty();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "ip" -> ip = Scalars.identifier(p);
                case "asn" -> asn = ExchangeDraft.asn(Scalars.integer(p));
                case "country" -> country = ExchangeDraft.country(Scalars.identifier(p));
                case "user_agent" -> userAgent = Scalars.identifier(p);
                case "ja4" -> ja4 = Scalars.identifier(p);
                default -> p.skipChildren();
            }
        }
        return new Client(ip, asn, country, userAgent, ja4);
    }

    private Billing billing(JsonParser p) {
        Optional<String> payment = Optional.empty();
        Optional<String> plan = Optional.empty();
        Optional<Instant> created = Optional.empty();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "payment" -> payment = Scalars.identifier(p);
                case "plan" -> plan = Scalars.identifier(p);
                case "created" -> created = time(p);
                default -> p.skipChildren();
            }
        }
        return new Billing(payment, plan, created);
    }
}
