// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.console.AdminUser;
import dev.stillwatch.detect.Parallel;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.live.LiveSettings;
import dev.stillwatch.policy.UnsignedPacks;
import dev.stillwatch.range.ClientRequest;
import dev.stillwatch.range.TrafficClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A campaign of 2,000 accounts among 4,000 others, two simulated days of traffic, sent through the real gateway to a
 * model server: found, one case, suspended as one, and undone; nobody else notices.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class CampaignThroughTheGatewayTest {
    private static final int AT_ONCE = 64;
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] ANSWER = """
            {"choices":[{"index":0,"message":{"role":"assistant","content":"An answer."}}],\
            "usage":{"prompt_tokens":20,"completion_tokens":300}}""".getBytes(StandardCharsets.UTF_8);
    private static final String PACK = """
            id: test.campaigns
            version: 1.0.0
            title: Suspend what is sure
            issuer: a test
            status: voluntary
            known-at: 2026-01-01T00:00:00Z
            mode: enforce
            rules:
              - id: cut-off
                priority: 10
                when: has_campaign && campaign.verdict == "distillation" && campaign.score >= 5.0
                then: suspend
                lasting: 7d
                approval: required
                reason: Accounts acting as one are suspended while their usage is reviewed.
            """;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final java.net.http.HttpClient http = java.net.http.HttpClient.newHttpClient();

    @Test
    void campaign_ofTwoThousandAccounts_isOneCaseSuspendedAsOne() throws Exception {
        SimulatedTraffic traffic = new SimulatedTraffic(Map.of("accounts", "2000", "benign", "4000", "days", "2"));
        Path state = folder.resolve("state");
        AccountNames names = new AccountNames(new StateFolder(state).secret("account-secret", 32));
        Path register = folder.resolve("accounts.csv");
        traffic.register(register, names);
        Path packs = Files.createDirectory(folder.resolve("packs"));
        Files.writeString(packs.resolve("campaigns.yaml"), PACK);
        int model = modelServer();
        TrafficClock clock = new TrafficClock(Instant.parse("2026-11-02T00:00:00Z"));
        HeardNotices notices = new HeardNotices();
        try (Service service =
                Service.start(settings(model, state, register, packs), clock, Parallel.SEQUENTIAL, notices)) {
            awaitReady(service);
            AtomicInteger failed = new AtomicInteger();
            replay(traffic, service, clock, failed);
            assertThat(failed).as("requests that were not served").hasValue(0);

            post(service, "/admin/v1/assess", "{}", 202);
            // The budget of alarms allows a false one now and then; what it must never become is an action.
            List<JsonNode> whole = awaitCases(service)
                    .valueStream()
                    .filter(one -> one.path("accounts").asInt() >= 1980)
                    .toList();
            assertThat(whole).hasSize(1);
            assertThat(whole.getFirst().path("verdict").asString()).isEqualTo("distillation");
            JsonNode actions = awaitActions(service, whole.getFirst().path("id").asString());
            assertThat(actions).hasSize(1);
            JsonNode action = actions.get(0);
            assertThat(action.path("status").asString()).isEqualTo("proposed");
            assertThat(action.path("accounts").asInt()).isBetween(1980, 2000);
            assertThat(refused(service, clock, traffic.campaign)).isEmpty();

            String id = action.path("id").asString();
            post(service, "/admin/v1/actions/" + id + "/approve", "{}", 200);
            Set<String> suspended = awaitRefusals(
                    service, clock, traffic.campaign, action.path("accounts").asInt());
            assertThat(suspended).hasSize(action.path("accounts").asInt());
            assertThat(refused(service, clock, traffic.benign)).isEmpty();

            post(service, "/admin/v1/actions/" + id + "/undo", "{\"reason\":\"a mistake\"}", 200);
            assertThat(awaitRefusals(service, clock, traffic.campaign, 0)).isEmpty();
        }
        assertThat(notices.alarms).isEmpty();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        http.close();
    }

    private int modelServer() throws Exception {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body()
                        .onSuccess(_ -> request.response()
                                .putHeader("content-type", "application/json")
                                .end(Buffer.buffer(ANSWER))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .actualPort();
    }

    private static ServeSettings settings(int model, Path state, Path register, Path packs) {
        ServeSettings usual = ServeSettings.before(URI.create("http://127.0.0.1:" + model), FailureMode.REFUSE, state);
        return new ServeSettings(
                new Listening("127.0.0.1", 0, Optional.empty()),
                usual.upstream(),
                new ServeSettings.Accounts(new ServeSettings.Proof.ApiKey(), Optional.of(register)),
                usual.limits(),
                usual.rates(),
                Set.of("127.0.0.1"),
                FailureMode.REFUSE,
                false,
                false,
                state,
                new ServeSettings.Detection(
                        inSimulatedTime(),
                        usual.detection().journal(),
                        usual.detection().falsePositives(),
                        usual.detection().benignFor(),
                        usual.detection().alarms()),
                new ServeSettings.Policy(Optional.of(packs), List.of(), UnsignedPacks.ALLOW, Duration.ofSeconds(5)),
                usual.cases(),
                new ServeSettings.Admin(
                        new Listening("127.0.0.1", 0, Optional.empty()),
                        List.of(new AdminUser("ann", AdminUser.Role.ADMINISTRATOR, sha256("token"))),
                        10_000),
                DoorSettings.NONE,
                Optional.empty(),
                Duration.ofSeconds(5));
    }

    /** Assessed when asked; and while simulated minutes pass in a moment, nobody lags. */
    private static LiveSettings inSimulatedTime() {
        LiveSettings usual = LiveSettings.DEFAULTS;
        return new LiveSettings(
                usual.keep(),
                usual.recognise(),
                usual.mostRecognised(),
                usual.mostAhead(),
                Duration.ofDays(300),
                Duration.ofDays(300),
                Duration.ofDays(300),
                usual.retainJournal(),
                Duration.ofDays(300),
                usual.retryAfter());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void replay(SimulatedTraffic traffic, Service service, TrafficClock clock, AtomicInteger failed)
            throws Exception {
        HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(AT_ONCE));
        List<ClientRequest> batch = new ArrayList<>();
        traffic.eachRequest(wire -> {
            batch.add(wire);
            if (batch.size() == AT_ONCE) {
                send(client, service, clock, batch, failed);
                batch.clear();
            }
        });
        send(client, service, clock, batch, failed);
    }

    private void send(
            HttpClient client, Service service, TrafficClock clock, List<ClientRequest> batch, AtomicInteger failed) {
        if (batch.isEmpty()) {
            return;
        }
        clock.moveTo(batch.getFirst().time());
        CountDownLatch answered = new CountDownLatch(batch.size());
        for (ClientRequest wire : batch) {
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setHost("127.0.0.1")
                    .setPort(service.port())
                    .setURI(wire.path());
            options.addHeader("authorization", "Bearer " + wire.key());
            wire.headers().forEach(options::addHeader);
            client.request(options)
                    .compose(request -> request.send(Buffer.buffer(wire.body())))
                    .compose(response -> {
                        if (response.statusCode() != 200) {
                            failed.incrementAndGet();
                        }
                        return response.end();
                    })
                    .onFailure(_ -> failed.incrementAndGet())
                    .onComplete(_ -> answered.countDown());
        }
        try {
            assertThat(answered.await(60, TimeUnit.SECONDS))
                    .as("all requests answered")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those of the accounts that are refused service now. */
    private Set<String> refused(Service service, TrafficClock clock, Collection<String> accounts) throws Exception {
        HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(AT_ONCE));
        Set<String> refused = ConcurrentHashMap.newKeySet();
        CountDownLatch answered = new CountDownLatch(accounts.size());
        for (String account : accounts) {
            RequestOptions options = new RequestOptions()
                    .setMethod(HttpMethod.GET)
                    .setHost("127.0.0.1")
                    .setPort(service.port())
                    .setURI("/v1/models");
            options.addHeader("authorization", "Bearer " + account);
            client.request(options)
                    .compose(request -> request.send())
                    .compose(response -> {
                        if (response.statusCode() == 403) {
                            refused.add(account);
                        }
                        return response.end();
                    })
                    .onComplete(_ -> answered.countDown());
        }
        assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
        clock.instant();
        client.close();
        return refused;
    }

    private Set<String> awaitRefusals(Service service, TrafficClock clock, Set<String> accounts, int expected)
            throws Exception {
        Instant deadline = Instant.now().plusSeconds(20);
        Set<String> refused = refused(service, clock, accounts);
        while (refused.size() != expected && Instant.now().isBefore(deadline)) {
            refused = refused(service, clock, accounts);
        }
        return refused;
    }

    private void awaitReady(Service service) throws Exception {
        Instant deadline = Instant.now().plusSeconds(30);
        HttpRequest ready = admin(service, "/health/ready").GET().build();
        while (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
            assertThat(Instant.now()).isBefore(deadline);
        }
    }

    private JsonNode awaitCases(Service service) throws Exception {
        return awaitSome(service, "/admin/v1/cases", "");
    }

    /** A case is opened first, and what policy says of it comes after. */
    private JsonNode awaitActions(Service service, String caseId) throws Exception {
        return awaitSome(service, "/admin/v1/cases/" + caseId, "actions");
    }

    private JsonNode awaitSome(Service service, String path, String member) throws Exception {
        Instant deadline = Instant.now().plusSeconds(240);
        while (true) {
            JsonNode whole = JSON.readTree(get(service, path));
            JsonNode some = member.isEmpty() ? whole : whole.path(member);
            if (!some.isEmpty() || Instant.now().isAfter(deadline)) {
                return some;
            }
            new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS);
        }
    }

    private String get(Service service, String path) throws Exception {
        HttpResponse<String> response =
                http.send(admin(service, path).GET().build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private void post(Service service, String path, String body, int expected) throws Exception {
        HttpResponse<String> response = http.send(
                admin(service, path)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
    }

    private static HttpRequest.Builder admin(Service service, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.adminPort() + path))
                .header("authorization", "Bearer token");
    }
}
