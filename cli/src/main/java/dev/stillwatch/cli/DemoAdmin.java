// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running service what any program with a user's token may ask. Thread-safe. */
final class DemoAdmin implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    /**
     * A case in short.
     *
     * @param verdict as reports call it
     */
    record Found(String id, String verdict, int accounts, long exchanges) {}

    DemoAdmin(int port, String token) {
        this.base = "http://127.0.0.1:" + port;
        this.token = token;
    }

    /** Waits until the service watches. */
    void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (send("GET", "/health/ready").statusCode() != 200) {
            if (System.nanoTime() > deadline) {
                throw new StillwatchException("the service did not become ready; is the disk full?");
            }
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    /** Has everything recorded so far judged. */
    void assess() throws InterruptedException {
        send("POST", "/admin/v1/assess");
    }

    /** Has the register of accounts looked at anew. */
    void refresh() throws InterruptedException {
        send("POST", "/admin/v1/policy/refresh");
    }

    List<Found> cases() throws InterruptedException {
        List<Found> cases = new ArrayList<>();
        for (JsonNode one : list("/admin/v1/cases")) {
            cases.add(new Found(
                    one.path("id").asString(""),
                    one.path("verdict").asString(""),
                    one.path("accounts").asInt(),
                    one.path("exchanges").asLong()));
        }
        return cases;
    }

    /** Ids of the actions that wait for a person's approval. */
    List<String> waiting() throws InterruptedException {
        return ids("/admin/v1/proposals");
    }

    /** Ids of the actions that hold. */
    List<String> inForce() throws InterruptedException {
        return ids("/admin/v1/actions");
    }

    private List<String> ids(String path) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        list(path).forEach(action -> ids.add(action.path("id").asString("")));
        return ids;
    }

    private JsonNode list(String path) throws InterruptedException {
        HttpResponse<String> answer = send("GET", path);
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : JSON.createArrayNode();
    }

    /** Approves an action; false where somebody else decided meanwhile. */
    boolean approve(String action) throws InterruptedException {
        return send("POST", "/admin/v1/actions/" + action + "/approve").statusCode() == 200;
    }

    /** Undoes an action; false where it had ended. */
    boolean undo(String action) throws InterruptedException {
        return send("POST", "/admin/v1/actions/" + action + "/undo").statusCode() == 200;
    }

    private HttpResponse<String> send(String method, String path) throws InterruptedException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(PATIENCE)
                            .header("authorization", "Bearer " + token)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new StillwatchException("the demo's own service does not answer", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
