// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person with an administrator's token does about a running service. Not thread-safe. */
final class ServiceAdmin implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    /** A campaign that detection made a case of. */
    record Found(String id, String verdict, int accounts) {}

    ServiceAdmin(int port, String token) {
        this.base = "http://127.0.0.1:" + port;
        this.token = token;
    }

    void awaitReady() throws InterruptedException {
        await("became ready", () -> send("GET", "/health/ready").statusCode() == 200);
    }

    /** Has everything recorded so far judged, and waits until the judgement was published. */
    void assess() throws InterruptedException {
        Optional<Instant> before = judged();
        send("POST", "/admin/v1/assess");
        await("judged", () -> !judged().equals(before));
    }

    private Optional<Instant> judged() {
        JsonNode at = JSON.readTree(send("GET", "/admin/v1/health").body())
                .path("judgement")
                .path("at");
        return at.isMissingNode() ? Optional.empty() : Optional.of(Instant.parse(at.asString()));
    }

    List<Found> cases() {
        List<Found> cases = new ArrayList<>();
        for (JsonNode one : list("/admin/v1/cases")) {
            cases.add(new Found(
                    one.path("id").asString(""),
                    one.path("verdict").asString(""),
                    one.path("accounts").asInt()));
        }
        return cases;
    }

    /** Ids of the actions that wait for a person's approval. */
    List<String> waiting() {
        List<String> ids = new ArrayList<>();
        list("/admin/v1/proposals").forEach(action -> ids.add(action.path("id").asString("")));
        return ids;
    }

    /** Approves an action, and waits until it holds; false where it had ended meanwhile. */
    boolean approve(String action) throws InterruptedException {
        if (send("POST", "/admin/v1/actions/" + action + "/approve").statusCode() != 200) {
            return false;
        }
        await("took effect", () -> {
            for (JsonNode active : list("/admin/v1/actions")) {
                if (active.path("id").asString("").equals(action)) {
                    return true;
                }
            }
            return false;
        });
        return true;
    }

    private JsonNode list(String path) {
        HttpResponse<String> answer = send("GET", path);
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createArrayNode();
    }

    private static void await(String what, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new StillwatchException("the range's service never " + what + "; is the machine overloaded?");
            }
            Thread.sleep(PAUSE);
        }
    }

    private HttpResponse<String> send(String method, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(PATIENCE)
                            .header("authorization", "Bearer " + token)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StillwatchException("the range's own service does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StillwatchException("interrupted while a service was asked", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
