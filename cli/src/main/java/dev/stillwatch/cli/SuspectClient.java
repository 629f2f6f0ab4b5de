// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a suspect behind an OpenAI-style chat API, and asks again where it is busy, up to a number of requests. Messages
 * name its host and status, never what was asked or answered. Thread-safe; close it.
 */
final class SuspectClient implements AutoCloseable {
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Settings settings;
    private final AtomicInteger left;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /**
     * How to ask.
     *
     * @param base such as {@code http://localhost:8000/v1}
     * @param key sent as a bearer token
     * @param temperature of the answers; at 0 a model says the same thing again and again, and shows less
     * @param mostTokens of an answer
     * @param requests how many are sent at most, those that are sent again included
     */
    record Settings(URI base, String model, Optional<String> key, double temperature, int mostTokens, int requests) {}

    SuspectClient(Settings settings) {
        this.settings = settings;
        this.left = new AtomicInteger(settings.requests());
    }

    /**
     * What it answers to a prompt; empty if no more requests may be sent.
     *
     * @throws StillwatchException if it does not answer, even after some waiting
     */
    Optional<String> ask(String prompt) throws InterruptedException {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; left.getAndDecrement() > 0; attempt++) {
            String trouble;
            try {
                HttpResponse<String> response =
                        client.send(request(prompt), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
                if (response.statusCode() == 200) {
                    return Optional.of(said(response.body()));
                }
                trouble = "answers with status " + response.statusCode();
                if (response.statusCode() != 429 && response.statusCode() < 500) {
                    throw new StillwatchException(host() + trouble + "; check --endpoint, --model and --endpoint-key");
                }
                pause = asked(response).orElse(pause);
            } catch (ConnectException e) {
                throw new StillwatchException(
                        host() + "cannot be reached; check --endpoint, then run it again: answers that came are kept",
                        e);
            } catch (IOException e) {
                trouble = "cannot be reached (" + e.getClass().getSimpleName() + ")";
            }
            if (attempt == ATTEMPTS) {
                throw new StillwatchException(host() + trouble + " even after " + ATTEMPTS
                        + " attempts; try again later: answers that came are kept");
            }
            Thread.sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        return Optional.empty();
    }

    private HttpRequest request(String prompt) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", settings.model());
        body.put("temperature", settings.temperature());
        body.put("max_tokens", settings.mostTokens());
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        String base = settings.base().toString();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/chat/completions"))
                .timeout(Duration.ofMinutes(5))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
        settings.key().ifPresent(secret -> request.header("authorization", "Bearer " + secret));
        return request.build();
    }

    private String said(String body) {
        try {
            JsonNode content =
                    JSON.readTree(body).path("choices").path(0).path("message").path("content");
            if (content.isString()) {
                return content.stringValue();
            }
        } catch (JacksonException _) {
            // Said below, without the answer.
        }
        throw new StillwatchException(host() + "does not answer as chat completions do; check --endpoint");
    }

    private static Optional<Duration> asked(HttpResponse<String> response) {
        return response.headers()
                .firstValue("retry-after")
                .filter(value -> value.matches("\\d{1,5}"))
                .map(value -> Duration.ofSeconds(Math.min(LONGEST_PAUSE.toSeconds(), Long.parseLong(value))));
    }

    private String host() {
        return "the suspect at " + settings.base().getHost() + " ";
    }

    @Override
    public void close() {
        client.close();
    }
}
