// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.detect.Parallel;
import dev.stillwatch.gateway.AccountNames;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Gateways before one model server and on one case store, whose traffic a job elsewhere judges. */
final class GatewayNodes implements AutoCloseable {
    private static final String PACK = """
            id: test.campaigns
            version: 1.0.0
            title: Suspend campaigns
            issuer: a test
            status: voluntary
            known-at: 2026-01-01T00:00:00Z
            mode: enforce
            rules:
              - id: cut-off
                priority: 10
                when: has_campaign && campaign.verdict == "distillation"
                then: suspend
                lasting: 7d
                approval: required
                reason: Accounts acting as one are suspended while their usage is reviewed.
            """;
    /* Nobody is waited for long, so that what fails shows soon. */
    private static final String CLIENT = """
            delivery.timeout.ms=1500
            request.timeout.ms=1000
            max.block.ms=1000
            session.timeout.ms=6000
            heartbeat.interval.ms=300
            """;

    final ModelServer model = new ModelServer();
    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final List<Service> services = new ArrayList<>();
    final List<HeardNotices> notices = new ArrayList<>();
    final List<Path> states = new ArrayList<>();

    GatewayNodes(Path folder, int count, SimulatedTraffic traffic, String broker, InstantSource clock)
            throws IOException {
        Path packs = Files.createDirectory(folder.resolve("packs"));
        Files.writeString(packs.resolve("campaigns.yaml"), PACK);
        Files.writeString(folder.resolve("kafka.properties"), CLIENT);
        StateFolder first = new StateFolder(folder.resolve("state-0"));
        // What detection draws at random it draws by accounts' names: they are to be the same in every run.
        Files.write(folder.resolve("state-0/account-secret"), new byte[32]);
        byte[] secret = first.secret("account-secret", 32);
        traffic.register(folder.resolve("accounts.csv"), new AccountNames(secret));
        for (int i = 0; i < count; i++) {
            Path state = folder.resolve("state-" + i);
            // As an operator copies it: an account has one name at all gateways.
            if (i > 0) {
                new StateFolder(state);
                Files.copy(folder.resolve("state-0/account-secret"), state.resolve("account-secret"));
            }
            Path file = Files.writeString(folder.resolve("node-" + i + ".yaml"), """
                    listen: {port: 0}
                    upstream: {url: "%s"}
                    when-blind: refuse
                    trusted-proxies: [127.0.0.1]
                    accounts: {register: accounts.csv}
                    drain: 0s
                    state: state-%d
                    cases: {store: "sqlite:%s", evidence-key: "%s"}
                    policy: {packs: packs, unsigned: allow, refresh: 1h}
                    detection:
                      by: flink
                      kafka: {servers: "%s", properties: kafka.properties}
                      alarm-period: 1h
                      alarm-every: 1h
                    admin:
                      port: 0
                      requests-per-minute: 100000
                      users: [{name: ops, role: administrator, token-sha256: %s}]
                    """.formatted(
                            model.url(),
                            i,
                            folder.resolve("cases.db"),
                            folder.resolve("evidence-key.json"),
                            broker,
                            sha256("token")));
            HeardNotices heard = new HeardNotices();
            services.add(Service.start(ServeSettingsReader.read(file), clock, Parallel.SEQUENTIAL, heard));
            notices.add(heard);
            states.add(state);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a request to a node; returns the status. */
    int send(int node, String key, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + services.get(node).port() + path))
                .timeout(Duration.ofSeconds(30))
                .header("authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends a chat message to a node; returns the status. */
    int chat(int node, String key, String text, boolean streamed) {
        String body = "{\"model\":\"m-large\",\"stream\":" + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}";
        return send(
                node,
                key,
                "/v1/chat/completions",
                body.getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", "application/json"));
    }

    String admin(int node, String method, String path) {
        try {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + services.get(node).adminPort() + path))
                            .header("authorization", "Bearer token")
                            .method(method, HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "{}" : ""))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** One metric of a node. */
    double metric(int node, String name) {
        return admin(node, "GET", "/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        client.close();
        services.forEach(Service::close);
        model.close();
    }
}
