// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A suspect model behind an OpenAI-style chat API. Asks with the API's defaults. Thread-safe; close it. */
final class SuspectEndpoint implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final URI url;
    private final String model;
    private final Optional<String> key;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /**
     * @param base such as {@code http://localhost:8000/v1}
     * @param key sent as a bearer token
     */
    SuspectEndpoint(URI base, String model, Optional<String> key) {
        String text = base.toString();
        this.url = URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/chat/completions");
        this.model = model;
        this.key = key;
    }

    /**
     * What it answers to a prompt.
     *
     * @throws StillwatchException if it does not answer, with its status where there is one
     */
    String ask(String prompt) throws InterruptedException {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
        key.ifPresent(secret -> request.header("authorization", "Bearer " + secret));
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (response.statusCode() != 200) {
                throw new StillwatchException("the suspect at " + url.getHost() + " answers with status "
                        + response.statusCode() + "; check --endpoint, --model and --api-key-env");
            }
            JsonNode said = JSON.readTree(response.body())
                    .path("choices")
                    .path(0)
                    .path("message")
                    .path("content");
            if (!said.isString()) {
                throw noChat();
            }
            return said.stringValue();
        } catch (JacksonException e) {
            throw noChat();
        } catch (IOException e) {
            throw new StillwatchException(
                    "the suspect at " + url.getHost() + " cannot be reached; check --endpoint and try again", e);
        }
    }

    private StillwatchException noChat() {
        return new StillwatchException(
                "the suspect at " + url.getHost() + " does not answer as chat completions do; check --endpoint");
    }

    @Override
    public void close() {
        client.close();
    }
}
