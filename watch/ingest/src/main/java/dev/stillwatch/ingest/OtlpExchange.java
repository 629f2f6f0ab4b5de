// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Billing;
import dev.stillwatch.exchange.Client;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Turns a span into an exchange, by the GenAI semantic conventions from their first release to today, OpenLLMetry's
 * older ones included. Thread-safe.
 */
final class OtlpExchange {
    private static final String DETAILS = "gen_ai.client.inference.operation.details";

    private final OtlpContent content;
    private final IngestSettings settings;
    private final String noAccount;

    OtlpExchange(Json json, IngestSettings settings) {
        this.content = new OtlpContent(json);
        this.settings = settings;
        this.noAccount = "the span names no account: none of the attributes "
                + String.join(", ", settings.accountAttributes())
                + " is on it or its resource; name yours with --account-attribute";
    }

    ParseOutcome read(OtlpSpan span, Map<String, String> resource) {
        if (!span.isSpan() && !isDetails(span)) {
            return new ParseOutcome.Skipped("a log record that is no finished model call");
        }
        Map<String, String> all = new HashMap<>();
        for (OtlpSpan.Event event : span.events()) {
            if (isContent(event.name())) {
                all.putAll(event.attributes());
            }
        }
        all.putAll(span.attributes());
        NamedTexts attributes = new NamedTexts(all);
        if (!isModelCall(attributes)) {
            return new ParseOutcome.Skipped("a span that is no model call");
        }
        NamedTexts ofResource = new NamedTexts(resource);
        ExchangeDraft draft = new ExchangeDraft();
        draft.time = span.start().isPresent()
                ? Times.ofExchange(Times.ofNanos(span.start().getAsLong()))
                : Optional.empty();
        if (draft.time.isEmpty()) {
            return new ParseOutcome.Malformed("`startTimeUnixNano` is missing or no time between 2015 and 2100:"
                    + " write nanoseconds since the epoch");
        }
        draft.account = attributes
                .first(settings.accountAttributes())
                .or(() -> ofResource.first(settings.accountAttributes()))
                .filter(name -> name.length() <= Scalars.MAX_IDENTIFIER);
        if (draft.account.isEmpty()) {
            return new ParseOutcome.Malformed(noAccount);
        }
        draft.organisation = attributes
                .first(settings.organisationAttributes())
                .or(() -> ofResource.first(settings.organisationAttributes()))
                .filter(name -> name.length() <= Scalars.MAX_IDENTIFIER);
        describe(span, attributes, draft);
        parameters(attributes, draft.request.parameters);
        content.read(span, attributes, draft);
        return new ParseOutcome.Parsed(draft.exchange());
    }

    private static boolean isDetails(OtlpSpan log) {
        return log.name().filter(DETAILS::equals).isPresent()
                || DETAILS.equals(log.attributes().get("event.name"));
    }

    /** Whether an event's attributes are the ones the span itself might have. */
    private static boolean isContent(String event) {
        return switch (event) {
            case DETAILS, "gen_ai.content.prompt", "gen_ai.content.completion" -> true;
            default -> false;
        };
    }

    private static boolean isModelCall(NamedTexts attributes) {
        boolean model = attributes
                .first("gen_ai.request.model", "gen_ai.response.model", "llm.request.type")
                .isPresent();
        return switch (attributes.first("gen_ai.operation.name").orElse("")) {
            case "chat", "text_completion", "generate_content", "embeddings" -> true;
            case "execute_tool",
                    "invoke_agent",
                    "create_agent",
                    "invoke_workflow",
                    "plan",
                    "retrieval",
                    "search_memory",
                    "update_memory" -> false;
            default -> model;
        };
    }

    private static void describe(OtlpSpan span, NamedTexts attributes, ExchangeDraft draft) {
        if (span.spanId().isPresent()) {
            draft.id =
                    Optional.of(span.traceId().orElse("") + "-" + span.spanId().get());
        }
        draft.api = api(
                attributes.first("gen_ai.operation.name", "llm.request.type").orElse(""));
        draft.model = attributes.identifier("gen_ai.response.model", "gen_ai.request.model");
        draft.usage.input = count(attributes, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens");
        draft.usage.output = count(attributes, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens");
        draft.usage.reasoning =
                count(attributes, "gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens");
        draft.client = new Client(
                attributes.identifier("client.address", "http.client_ip"),
                ExchangeDraft.asn(attributes.integer("client.as.number", "stillwatch.asn")),
                ExchangeDraft.country(attributes.identifier("client.geo.country.iso_code", "geo.country.iso_code")),
                attributes.identifier("user_agent.original", "http.user_agent"),
                attributes.identifier("tls.client.ja4", "stillwatch.ja4"));
        draft.billing = new Billing(
                attributes.identifier("stillwatch.payment"),
                attributes.identifier("stillwatch.plan"),
                attributes
                        .first("stillwatch.account.created")
                        .flatMap(text -> Times.parse(text, Times.Zoneless.REFUSED)));
        draft.status = ExchangeDraft.status(attributes.integer("http.response.status_code", "http.status_code"));
        if (span.end().isPresent()) {
            draft.latency = ExchangeDraft.latency(Duration.ofNanos(span.end().getAsLong())
                    .minusNanos(span.start().getAsLong()));
        }
    }

    private static Api api(String operation) {
        return switch (operation) {
            case "text_completion", "completion", "text.completions" -> Api.COMPLETIONS;
            case "embeddings", "embedding" -> Api.EMBEDDINGS;
            default -> Api.CHAT;
        };
    }

    private static void parameters(NamedTexts attributes, ParametersReader parameters) {
        parameters.temperature =
                ParametersReader.temperature(attributes.real("gen_ai.request.temperature", "llm.temperature"));
        parameters.topP = ParametersReader.topP(attributes.real("gen_ai.request.top_p", "llm.top_p"));
        parameters.maxTokens =
                ParametersReader.positive(attributes.integer("gen_ai.request.max_tokens", "llm.request.max_tokens"));
        parameters.completions = ParametersReader.positive(attributes.integer("gen_ai.request.choice.count"));
        parameters.seed = attributes.integer("gen_ai.request.seed", "gen_ai.openai.request.seed");
        OptionalInt alternatives =
                Scalars.between(attributes.integer("gen_ai.request.top_logprobs"), 0, Integer.MAX_VALUE);
        parameters.topLogprobs = alternatives;
        parameters.logprobs = alternatives.isPresent() || attributes.flag("gen_ai.request.logprobs");
        parameters.stream = attributes.flag("gen_ai.request.stream", "llm.is_streaming", "gen_ai.is_streaming");
        parameters.responseFormat =
                attributes.identifier("gen_ai.output.type", "gen_ai.openai.request.response_format");
        parameters.reasoningEffort =
                attributes.identifier("gen_ai.request.reasoning.level", "gen_ai.request.reasoning_effort");
    }

    private static OptionalLong count(NamedTexts attributes, String... names) {
        return Scalars.atLeastZero(attributes.integer(names));
    }
}
