// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import com.sun.net.httpserver.HttpServer;
import dev.stillwatch.control.Notices;
import dev.stillwatch.control.ServeSettingsReader;
import dev.stillwatch.control.Service;
import dev.stillwatch.control.StateFolder;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.gateway.AccountNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A service before a model server, through which the traffic of a log is played at the log's own times. */
final class LiveCampaign implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOKEN = "a-token";
    private static final Duration LATEST = Duration.ofMinutes(2);
    /** Longer than figures take to be looked at anew. */
    private static final Duration SOON = Duration.ofSeconds(6);
    /** Of six hours each: a week. */
    private static final int ROUNDS = 28;

    private static final String ANSWER = """
            {"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hello.",\
            "reasoning_content":"A THOUGHT."},"logprobs":{"content":[{"token":"Hello","logprob":-0.123456,\
            "top_logprobs":[{"token":"Hi","logprob":-2.5}]}]}}],"usage":{"prompt_tokens":11,"completion_tokens":300}}""";

    /** What the model server was asked last. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-02T00:00:00Z"));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer model;
    private final Service service;

    LiveCampaign(Path folder, String more) throws IOException {
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        model.setExecutor(threads);
        model.createContext("/", exchange -> {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        model.start();
        Files.writeString(Files.createDirectory(folder.resolve("policy")).resolve("campaigns.yaml"), PACK);
        register(folder);
        Path settings = Files.writeString(folder.resolve("stillwatch.yaml"), """
                listen: {port: 0}
                upstream: {url: "http://127.0.0.1:%d"}
                when-blind: serve
                trusted-proxies: [127.0.0.1]
                accounts: {register: accounts.csv}
                state: state
                drain: 0s
                detection: {assess-every: 5m}
                policy: {packs: policy, unsigned: allow, refresh: 1h}
                admin:
                  port: 0
                  requests-per-minute: 100000
                  users: [{name: ops, role: administrator, token-sha256: %s}]
                %s
                """.formatted(
                        model.getAddress().getPort(), sha256(TOKEN), more));
        Notices silent = new Notices() {
            @Override
            public void noticed(String what) {}

            @Override
            public void alarmed(String what) {}
        };
        InstantSource clock = now::get;
        service = Service.start(ServeSettingsReader.read(settings), clock, Parallel.SEQUENTIAL, silent);
    }

    private static void register(Path folder) throws IOException {
        AccountNames names = new AccountNames(new StateFolder(folder.resolve("state")).secret("account-secret", 32));
        Map<String, String> lines = new TreeMap<>();
        for (String line : Sample.campaignLines()) {
            JsonNode exchange = JSON.readTree(line);
            JsonNode billing = exchange.path("billing");
            String account = exchange.path("account").asString();
            lines.put(
                    account,
                    String.join(
                            ",",
                            names.ofKey(account),
                            billing.path("payment").asString(""),
                            billing.path("plan").asString(""),
                            billing.path("created").asString("")));
        }
        List<String> csv = new ArrayList<>();
        csv.add("account,payment,plan,created");
        csv.addAll(lines.values());
        Files.write(folder.resolve("accounts.csv"), csv);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** What is done about a campaign: at once what makes copying worth less, and what ends it once a person approves. */
    private static final String PACK = """
            id: test.campaigns
            version: 1.0.0
            title: What follows from a campaign
            issuer: the operator
            status: voluntary
            known-at: 2026-01-01T00:00:00Z
            mode: enforce
            rules:
              - id: blunt
                priority: 10
                when: has_campaign && campaign.verdict == "distillation"
                then: {deter: {logprobs: strip, reasoning: withhold, keep-watermark: true}}
                approval: none
                lasting: 7d
                reason: Usage is being reviewed.
              - id: cut-off
                priority: 20
                when: has_campaign && campaign.verdict == "distillation"
                then: suspend
                approval: required
                lasting: 7d
                reason: Usage is being reviewed.
            """;

    /** Approves whatever waits for it: in force once the answer is there, and a moment later in the gateway. */
    void approveAll() throws Exception {
        for (JsonNode proposal : JSON.readTree(admin("GET", "/admin/v1/proposals"))) {
            admin("POST", "/admin/v1/actions/" + proposal.path("id").asString() + "/approve");
        }
        await(() -> inForce("suspend"), "a suspension");
    }

    /** Whether a measure of this kind holds, of one campaign or of several that detection took it for. */
    boolean inForce(String kind) {
        return Pattern.compile("\\{kind=\"" + kind + "\"} [1-9]")
                .matcher(metrics())
                .find();
    }

    String metrics() {
        return admin("GET", "/metrics");
    }

    /** Plays the whole log. */
    void play() throws Exception {
        for (String line : Sample.campaignLines()) {
            JsonNode exchange = JSON.readTree(line);
            Instant time = Instant.parse(exchange.path("time").asString());
            now.updateAndGet(before -> time.isAfter(before) ? time : before);
            ObjectNode body = (ObjectNode) exchange.path("request");
            body.put("model", exchange.path("model").asString("m"));
            JsonNode from = exchange.path("client");
            client.send(
                    request(exchange.path("account").asString(), body.toString())
                            .header("x-forwarded-for", from.path("ip").asString("192.0.2.1"))
                            .header("x-client-asn", from.path("asn").asString("0"))
                            .header("x-client-country", from.path("country").asString("-"))
                            .header("x-ja4", from.path("ja4").asString("-"))
                            .setHeader("user-agent", from.path("user_agent").asString("-"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            asked.clear();
        }
    }

    HttpResponse<String> ask(String account, String body) throws Exception {
        return client.send(request(account, body).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String account, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + "/v1/chat/completions"))
                .timeout(Duration.ofSeconds(20))
                .header("authorization", "Bearer " + account)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /**
     * Has traffic judged until something holds, while time and traffic go on: when alarms are looked at next depends on
     * when the service came to look last.
     */
    void assessUntil(String what, BooleanSupplier holds) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            admin("POST", "/admin/v1/assess");
            await(() -> status().path("assessed").asString("").equals(now.get().toString()), "assessed at " + now);
            if (within(SOON, holds)) {
                return;
            }
            now.updateAndGet(before -> before.plus(Duration.ofHours(6)));
            ask("somebody", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello " + round + "\"}]}");
        }
        throw new AssertionError("did not happen: " + what);
    }

    /** Waits until something that must happen does. */
    void await(BooleanSupplier holds, String what) throws InterruptedException {
        if (!within(LATEST, holds)) {
            throw new AssertionError("did not happen: " + what);
        }
    }

    private static boolean within(Duration time, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    private JsonNode status() {
        return JSON.readTree(admin("GET", "/admin/v1/status"));
    }

    String admin(String method, String path) {
        try {
            return client.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.adminPort() + path))
                                    .header("authorization", "Bearer " + TOKEN)
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
        service.close();
        model.stop(0);
        threads.close();
    }
}
