// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.detect.Parallel;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/** A whole service before a model server, configured by a file as an operator would. */
final class RunningService implements AutoCloseable {
    static final String KEY = "sk-canary-key-4711";

    final ModelServer model = new ModelServer();
    final HeardNotices notices = new HeardNotices();
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final Path state;
    final Service service;

    /**
     * Has a viewer, an analyst, an approver and an administrator, each with the role's name for a token.
     *
     * @param more YAML to add, at its top level
     */
    RunningService(Path folder, String more) throws IOException {
        StringBuilder users = new StringBuilder();
        for (String role : new String[] {"viewer", "analyst", "approver", "administrator"}) {
            users.append("    - {name: the %s, role: %s, token-sha256: %s}%n".formatted(role, role, sha256(role)));
        }
        Path file = Files.writeString(folder.resolve("stillwatch.yaml"), """
                listen: {port: 0}
                upstream: {url: "%s"}
                when-blind: serve
                drain: 0s
                state: state
                admin:
                  port: 0
                  requests-per-minute: 60
                  users:
                %s
                %s
                """.formatted(model.url(), users, more));
        ServeSettings settings = ServeSettingsReader.read(file);
        state = settings.state();
        service = Service.start(settings, InstantSource.system(), Parallel.SEQUENTIAL, notices);
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> chat(String text) throws Exception {
        return post(
                "/v1/chat/completions",
                "{\"model\":\"m-large\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
    }

    HttpResponse<String> admin(String method, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + service.adminPort() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String token) throws Exception {
        return admin("GET", path, token, "");
    }

    String metrics() throws Exception {
        return get("/metrics", "").body();
    }

    @Override
    public void close() {
        client.close();
        service.close();
        model.close();
    }
}
