// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads LiteLLM's standard logging payload. Thread-safe.
 *
 * @see <a href="https://docs.litellm.ai/docs/proxy/logging_spec">StandardLoggingPayload</a>
 */
final class LiteLlmParser {
    /** What LiteLLM writes in place of content that is not to be logged. */
    private static final String REDACTED = "redacted-by-litellm";

    private final Json json;
    private final IngestSettings settings;
    private final String noAccount;

    LiteLlmParser(Json json, IngestSettings settings) {
        this.json = json;
        this.settings = settings;
        this.noAccount = "the payload names no account: none of "
                + String.join(", ", settings.accountAttributes())
                + " is a member of it or of its metadata; name yours with --account-attribute";
    }

    /** Reads the payload at the parser's current token to its end. */
    ParseOutcome parse(JsonParser p) {
        ExchangeDraft draft = new ExchangeDraft();
        Map<String, String> texts = new HashMap<>();
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "messages" -> draft.request.messages(content(p));
                case "response" -> draft.response.read(p);
                case "model_parameters" -> json.object(p, draft.request::read);
                case "metadata" -> json.object(p, q -> metadata(q, texts, draft));
                case "usage" -> json.object(p, draft.usage::read);
                case "error_information" -> json.object(p, q -> scalars("error_information.", q, texts));
                default -> scalar(name, p, texts);
            }
        }
        return outcome(new NamedTexts(texts), draft);
    }

    private ParseOutcome outcome(NamedTexts texts, ExchangeDraft draft) {
        Optional<Api> api = api(texts.first("call_type").orElse("completion"));
        if (api.isEmpty()) {
            return new ParseOutcome.Skipped("a call that exchanges no text");
        }
        draft.api = api.get();
        draft.time = Times.ofExchange(texts.first("startTime", "start_time").flatMap(Times::secondsOrText));
        if (draft.time.isEmpty()) {
            return new ParseOutcome.Malformed("member `startTime` is missing or no time between 2015 and 2100:"
                    + " write epoch seconds or RFC 3339");
        }
        draft.account = texts.first(settings.accountAttributes()).filter(LiteLlmParser::isName);
        if (draft.account.isEmpty()) {
            return new ParseOutcome.Malformed(noAccount);
        }
        draft.organisation = texts.first(settings.organisationAttributes()).filter(LiteLlmParser::isName);
        describe(texts, draft);
        return new ParseOutcome.Parsed(draft.exchange());
    }

    private static void describe(NamedTexts texts, ExchangeDraft draft) {
        draft.response.withhold(REDACTED);
        draft.id = texts.identifier("id", "litellm_call_id");
        draft.model = texts.identifier("model", "model_group");
        draft.usage.input = count(texts, draft.usage.input, "prompt_tokens");
        draft.usage.output = count(texts, draft.usage.output, "completion_tokens");
        draft.request.parameters.stream |= texts.flag("stream");
        draft.client = new Client(
                texts.identifier("requester_ip_address", "metadata.requester_ip_address"),
                OptionalLong.empty(),
                Optional.empty(),
                texts.identifier("user_agent", "metadata.user_agent"),
                Optional.empty());
        OptionalLong code = texts.integer("error_information.error_code");
        boolean success = texts.first("status").filter("success"::equals).isPresent();
        draft.status = ExchangeDraft.status(code.isEmpty() && success ? OptionalLong.of(200) : code);
        draft.latency = latency(texts, draft.time.orElseThrow());
    }

    /* response_time ends with the first token where the answer was streamed, so the end counts first. */
    private static Optional<Duration> latency(NamedTexts texts, Instant start) {
        Optional<Duration> whole = texts.first("endTime", "end_time")
                .flatMap(Times::secondsOrText)
                .flatMap(end -> ExchangeDraft.latency(Duration.between(start, end)));
        OptionalDouble seconds = texts.real("response_time");
        return whole.or(() -> ExchangeDraft.latency(
                seconds.isPresent() ? OptionalDouble.of(seconds.getAsDouble() * 1000) : OptionalDouble.empty()));
    }

    private static OptionalLong count(NamedTexts texts, OptionalLong before, String name) {
        return before.isPresent() ? before : Scalars.atLeastZero(texts.integer(name));
    }

    /** Call types that exchange text; images, speech and the like are no exchanges here. */
    private static Optional<Api> api(String callType) {
        return switch (callType) {
            case "completion", "acompletion", "generate_content", "agenerate_content" -> Optional.of(Api.CHAT);
            case "text_completion", "atext_completion" -> Optional.of(Api.COMPLETIONS);
            case "embedding", "aembedding" -> Optional.of(Api.EMBEDDINGS);
            case "responses", "aresponses" -> Optional.of(Api.RESPONSES);
            case "anthropic_messages" -> Optional.of(Api.MESSAGES);
            case "pass_through_endpoint" -> Optional.of(Api.CHAT);
            default -> Optional.empty();
        };
    }

    private static List<Message> content(JsonParser p) {
        return MessageReader.messages(p).stream()
                .filter(message -> !message.text().equals(REDACTED))
                .toList();
    }

    private void metadata(JsonParser p, Map<String, String> texts, ExchangeDraft draft) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            if (name.equals("usage_object")) {
                json.object(p, draft.usage::read);
            } else {
                Optional<String> value = Scalars.identifier(p);
                if (value.isPresent()) {
                    texts.putIfAbsent(name, value.get());
                    texts.put("metadata." + name, value.get());
                }
            }
        }
    }

    private static void scalars(String prefix, JsonParser p, Map<String, String> texts) {
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            scalar(prefix + name, p, texts);
        }
    }

    private static void scalar(String name, JsonParser p, Map<String, String> texts) {
        if (p.currentToken() == JsonToken.VALUE_TRUE) {
            texts.put(name, "true");
        } else {
            Scalars.identifier(p).ifPresent(value -> texts.put(name, value));
        }
    }

    private static boolean isName(String text) {
        return text.length() <= Scalars.MAX_IDENTIFIER;
    }
}
