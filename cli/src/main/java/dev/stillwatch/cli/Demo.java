// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.control.Notices;
import dev.stillwatch.control.ServeSettingsReader;
import dev.stillwatch.control.Service;
import dev.stillwatch.control.StateFolder;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.range.Customer;
import dev.stillwatch.range.LabelledExchange;
import dev.stillwatch.range.TrafficClock;
import dev.stillwatch.range.TrafficGenerator;
import dev.stillwatch.scan.WorkerThreads;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A service as {@code stillwatch serve} runs it, before a stand-in for a model server, with the traffic of a simulated
 * population going through it in simulated time. Everything is kept in one folder. Thread-safe once started.
 */
final class Demo implements AutoCloseable {
    private static final int TOKEN_BYTES = 16;
    /** Requests on their way are let end, so that none is cut off. */
    private static final Duration LAST_ANSWERS = Duration.ofMillis(500);

    private final DemoPopulation population;
    private final Notices notices;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final String token;
    private final Path register;
    private final AccountNames names;
    private final TrafficClock clock;
    private final Service service;
    private final DemoAdmin admin;
    private final DemoTraffic traffic;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean caughtUp = new AtomicBoolean();
    private final AtomicReference<Optional<RuntimeException>> failure = new AtomicReference<>(Optional.empty());

    /**
     * What whoever starts it may choose.
     *
     * @param port of the console; 0 for any that is free
     * @param speed simulated seconds a second, once the first days have been made up
     */
    record Choices(int port, double speed, DemoPopulation population) {}

    private Demo(Choices choices, Path folder, Notices notices) throws IOException {
        population = choices.population();
        this.notices = notices;
        byte[] secret = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(secret);
        token = HexFormat.of().formatHex(secret);
        register = folder.resolve("accounts.csv");
        names = new AccountNames(new StateFolder(folder.resolve("state")).secret("account-secret", 32));
        clock = new TrafficClock(population.start(0));
        try {
            Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
            parts.push(() ->
                    vertx.close().toCompletionStage().toCompletableFuture().join());
            DemoModelServer model = new DemoModelServer(vertx);
            enrol(population.round(0));
            WorkerThreads threads =
                    new WorkerThreads(Math.max(1, Runtime.getRuntime().availableProcessors()));
            parts.push(threads);
            Path settings = settings(folder, choices.port(), model.port());
            service = Service.start(ServeSettingsReader.read(settings), clock, threads, notices);
            parts.push(service);
            admin = new DemoAdmin(service.adminPort(), token);
            parts.push(admin);
            traffic = new DemoTraffic(vertx, service.port(), clock, choices.speed());
        } catch (RuntimeException | IOException e) {
            end();
            throw e;
        }
    }

    /**
     * Starts everything and sends the first requests.
     *
     * @param folder an empty one, for all that is kept
     * @throws StillwatchException when the port is taken or the folder cannot be written
     */
    static Demo start(Choices choices, Path folder, Notices notices) throws InterruptedException {
        Demo demo;
        try {
            demo = new Demo(choices, folder, notices);
        } catch (IOException e) {
            throw new StillwatchException(folder + ": cannot be written; is the disk full?", e);
        }
        try {
            demo.admin.awaitReady();
        } catch (RuntimeException | InterruptedException e) {
            demo.close();
            throw e;
        }
        Thread playing = Thread.ofPlatform().daemon().name("demo-traffic").unstarted(demo::play);
        demo.parts.push(() -> {
            demo.stopping.set(true);
            playing.interrupt();
            playing.join();
            demo.traffic.awaitAnswers(LAST_ANSWERS);
        });
        playing.start();
        return demo;
    }

    private Path settings(Path folder, int port, int model) throws IOException {
        Path packs = Files.createDirectory(folder.resolve("policy"));
        try (InputStream pack = Demo.class.getResourceAsStream("demo-policy.yaml")) {
            if (pack == null) {
                throw new IllegalStateException("the program lacks its own file demo-policy.yaml");
            }
            Files.copy(pack, packs.resolve("demo.yaml"));
        }
        return Files.writeString(folder.resolve("stillwatch.yaml"), """
                listen: {port: 0}
                upstream: {url: "http://127.0.0.1:%d"}
                when-blind: serve
                trusted-proxies: [127.0.0.1]
                accounts: {register: accounts.csv}
                state: state
                drain: 0s
                # Times are those of the traffic, which pass much faster than real ones: what is late by them is not late.
                detection:
                  assess-every: 300d
                  longest-assessment: 300d
                  checkpoint-every: 300d
                  lagging-after: 300d
                policy: {packs: policy, unsigned: allow}
                admin:
                  port: %d
                  requests-per-minute: 100000
                  banner: "A demo: people, requests, answers and time are simulated."
                  users: [{name: demo, role: administrator, token-sha256: %s}]
                """.formatted(model, port, sha256(token)));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void enrol(TrafficGenerator round) {
        Customer.writeRegister(register, round.customers(), names::ofKey);
    }

    private void play() {
        try {
            for (int round = 0; !stopping.get(); round++) {
                TrafficGenerator generator = population.round(round);
                if (round > 0) {
                    enrol(generator);
                    admin.refresh();
                }
                generator.runWhile(this::played);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!stopping.get()) {
                failure.set(Optional.of(e));
            }
        }
    }

    private boolean played(LabelledExchange labelled) {
        try {
            if (!caughtUp.get() && !labelled.exchange().time().isBefore(population.live())) {
                traffic.awaitAnswers();
                caughtUp.set(true);
            }
            if (caughtUp.get()) {
                traffic.awaitTime(labelled);
            }
            traffic.send(labelled);
            return !stopping.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether the first days have been made up, and time keeps its pace. */
    boolean caughtUp() {
        return caughtUp.get();
    }

    /** What time it is in the simulation. */
    Instant now() {
        return clock.instant();
    }

    DemoTraffic.Counts counts() {
        return traffic.counts();
    }

    DemoAdmin admin() {
        return admin;
    }

    /** The sign-in page with the token in the part of the address that browsers send to nobody. */
    String console() {
        return "http://127.0.0.1:" + service.adminPort() + "/console/sign-in#token=" + token;
    }

    String gateway() {
        return "http://127.0.0.1:" + service.port();
    }

    String token() {
        return token;
    }

    /** Fails where playing failed. */
    void check() {
        failure.get().ifPresent(e -> {
            throw e;
        });
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // The others are to end all the same.
                notices.alarmed("A part did not end in order: " + e.getClass().getSimpleName() + ".");
            }
        }
    }
}
