// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service as a process: what it says, how it ends, and what is left of its work when it is killed. */
@Timeout(180)
class ServeCommandTest {
    private static final int CLIENTS = 8;
    private static final String JUDGED = "stillwatch_detection_exchanges_total{outcome=\"taken\"}";
    private static final String ANSWER =
            "{\"choices\":[{\"message\":{\"content\":\"ok\"}}],\"usage\":{\"completion_tokens\":1}}";
    private static final String CHAT =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"CANARY-PROMPT number %d\"}]}";

    @TempDir
    private Path folder;

    private HttpServer model;
    private ExecutorService modelThreads;

    @BeforeEach
    void startModelServer() throws IOException {
        modelThreads = Executors.newVirtualThreadPerTaskExecutor();
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        model.setExecutor(modelThreads);
        model.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        model.start();
    }

    @AfterEach
    void stopModelServer() {
        model.stop(0);
        modelThreads.close();
    }

    private ServeProcess serve() throws IOException {
        Path config = folder.resolve("stillwatch.yaml");
        Files.writeString(config, """
                listen: {host: 127.0.0.1, port: 0}
                upstream: {url: "http://127.0.0.1:%d"}
                when-blind: serve
                state: state
                detection: {checkpoint-every: 1s, assess-every: 2s}
                admin: {host: 127.0.0.1, port: 0}
                """.formatted(model.getAddress().getPort()));
        return new ServeProcess("--config", config.toString());
    }

    @Test
    void kill_underLoadAgainAndAgain_losesAndDoublesNothing() throws Exception {
        Random random = new Random(4);
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        int rounds = 4;
        for (int round = 0; round < rounds; round++) {
            try (ServeProcess process = serve()) {
                load(process, answered, asked, 150 + random.nextInt(1_000));
                process.kill();
            }
        }
        try (ServeProcess process = serve()) {
            process.port();
            int least = answered.get();
            // What was on its way when the process died may have been recorded without the client knowing.
            int most = least + rounds * CLIENTS;
            awaitMetric(process, least);
            assertThat(process.metric(JUDGED)).isBetween((double) least, (double) most);
            assertThat(process.stop()).isZero();
            assertThat(String.join("\n", process.said)).doesNotContain("CANARY", "sk-secret");
        }
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain("CANARY", "sk-secret");
            }
        }
    }

    /** Asks from several clients at once until enough whole answers are there, and kills the process while they ask. */
    private static void load(ServeProcess process, AtomicInteger answered, AtomicInteger asked, int enough)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + process.port() + "/v1/chat/completions");
        CountDownLatch stop = new CountDownLatch(1);
        var latecomers = ConcurrentHashMap.<Integer>newKeySet();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
                HttpClient http = HttpClient.newHttpClient()) {
            for (int c = 0; c < CLIENTS; c++) {
                int client = c;
                clients.execute(() -> {
                    while (stop.getCount() > 0) {
                        HttpRequest request = HttpRequest.newBuilder(uri)
                                .header("authorization", "Bearer sk-secret-" + client)
                                .timeout(Duration.ofSeconds(20))
                                .POST(HttpRequest.BodyPublishers.ofString(CHAT.formatted(asked.incrementAndGet())))
                                .build();
                        try {
                            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                            if (response.statusCode() == 200 && response.body().equals(ANSWER)) {
                                answered.incrementAndGet();
                            }
                        } catch (IOException e) {
                            latecomers.add(client);
                            return;
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                            return;
                        }
                    }
                });
            }
            int goal = answered.get() + enough;
            Instant deadline = Instant.now().plusSeconds(120);
            while (answered.get() < goal && Instant.now().isBefore(deadline)) {
                new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS);
            }
            assertThat(answered.get()).isGreaterThanOrEqualTo(goal);
            // In the middle of it: the clients are still asking.
            process.kill();
            stop.countDown();
        }
        assertThat(latecomers).as("clients that were cut off").isNotEmpty();
    }

    private static void awaitMetric(ServeProcess process, int least) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        while (process.metric(JUDGED) < least && Instant.now().isBefore(deadline)) {
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void stop_requestBeingServed_letsItEnd() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        model.removeContext("/");
        model.createContext("/", exchange -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            byte[] bytes = ANSWER.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        try (ServeProcess process = serve();
                HttpClient http = HttpClient.newHttpClient();
                ExecutorService stopping = Executors.newSingleThreadExecutor()) {
            var response = http.sendAsync(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + process.port() + "/v1/chat/completions"))
                            .header("authorization", "Bearer k")
                            .POST(HttpRequest.BodyPublishers.ofString(CHAT.formatted(1)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            asked.await();
            var stopped = stopping.submit(process::stop);
            Instant deadline = Instant.now().plusSeconds(30);
            while (process.said.stream().noneMatch(line -> line.contains("stopping"))
                    && Instant.now().isBefore(deadline)) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            answer.countDown();
            assertThat(response.get(30, TimeUnit.SECONDS).body()).isEqualTo(ANSWER);
            assertThat(stopped.get()).isZero();
        }
    }

    @Test
    void start_addressTaken_saysSoAndExitsWithTwo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServeProcess process = new ServeProcess(
                        "--upstream",
                        "http://127.0.0.1:1",
                        "--listen",
                        "127.0.0.1:" + taken.getLocalPort(),
                        "--admin",
                        "127.0.0.1:0",
                        "--state",
                        folder.resolve("s").toString())) {
            assertThat(process.exit()).isEqualTo(2);
            assertThat(String.join("\n", process.said))
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort(), "taken");
        }
    }

    @Test
    void start_settingsWithAnUnknownKey_namesItAndTheNearest() throws Exception {
        Path config = folder.resolve("bad.yaml");
        Files.writeString(config, "upstream: {url: \"http://127.0.0.1:1\"}\nwhen-blind: serve\nadmim: {port: 1}\n");
        try (ServeProcess process = new ServeProcess("--config", config.toString())) {
            assertThat(process.exit()).isEqualTo(2);
            assertThat(String.join("\n", process.said)).contains("bad.yaml:3", "admim", "admin");
        }
    }

    @Test
    void start_secondProcessOnOneStateFolder_isRefused() throws Exception {
        try (ServeProcess first = serve()) {
            first.port();
            try (ServeProcess second = serve()) {
                assertThat(second.exit()).isEqualTo(2);
            }
        }
    }
}
