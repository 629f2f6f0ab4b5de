// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.control.Notices;
import dev.stillwatch.control.ServeSettingsReader;
import dev.stillwatch.control.Service;
import dev.stillwatch.control.StateFolder;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.range.Customer;
import dev.stillwatch.scan.WorkerThreads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A service as {@code stillwatch serve} runs it, in simulated time, before a model server of this machine. Only when it
 * judges is up to whoever plays the traffic. Not thread-safe.
 */
final class RangeService implements AutoCloseable {
    private static final String ACCOUNT_SECRET = "account-secret";
    private static final int SECRET_BYTES = 32;

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Service service;
    private final ServiceAdmin admin;

    /**
     * Starts one.
     *
     * @param folder an empty one, for all that is kept
     * @param model port of the model server
     * @param pack what is ordered; empty for no policy
     * @param seed names accounts, since what detection draws at random it draws by their names
     * @param alarmPeriod for which the share of false alarms is bounded
     * @param harvesters accounts that a directive of the pack may name
     */
    RangeService(
            Path folder,
            int model,
            Optional<String> pack,
            long seed,
            Duration alarmPeriod,
            Collection<Customer> customers,
            Set<String> harvesters,
            InstantSource clock)
            throws InterruptedException {
        String token = UUID.randomUUID().toString();
        try {
            AccountNames names = new AccountNames(accountSecret(folder.resolve("state"), seed));
            register(folder.resolve("accounts.csv"), names, customers, harvesters);
            WorkerThreads threads =
                    new WorkerThreads(Math.max(1, Runtime.getRuntime().availableProcessors()));
            parts.push(threads);
            service = Service.start(
                    ServeSettingsReader.read(settings(folder, model, pack, alarmPeriod, token)),
                    clock,
                    threads,
                    SILENT);
            parts.push(service);
            admin = new ServiceAdmin(service.adminPort(), token);
            parts.push(admin);
            admin.awaitReady();
        } catch (IOException e) {
            close();
            throw new StillwatchException(folder + ": cannot be written; is the disk full?", e);
        } catch (RuntimeException | InterruptedException e) {
            close();
            throw e;
        }
    }

    private static final Notices SILENT = new Notices() {
        @Override
        public void noticed(String what) {}

        @Override
        public void alarmed(String what) {}
    };

    /** The service's own secret, no secret here: the same accounts are to have the same names in every run. */
    private static byte[] accountSecret(Path state, long seed) throws IOException {
        StateFolder folder = new StateFolder(state);
        Files.write(state.resolve(ACCOUNT_SECRET), sha256("accounts of seed " + seed));
        return folder.secret(ACCOUNT_SECRET, SECRET_BYTES);
    }

    private static void register(Path file, AccountNames names, Collection<Customer> customers, Set<String> harvesters)
            throws IOException {
        Customer.writeRegister(file, customers, names::ofKey);
        Set<String> named = harvesters.stream().map(names::ofKey).collect(Collectors.toSet());
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String account = line.split(",", -1)[0];
            lines.add(line + "," + (lines.isEmpty() ? "harvests" : named.contains(account) ? "yes" : "no"));
        }
        Files.write(file, lines);
    }

    private static Path settings(Path folder, int model, Optional<String> pack, Duration alarmPeriod, String token)
            throws IOException {
        String policy = "";
        if (pack.isPresent()) {
            Files.writeString(Files.createDirectory(folder.resolve("policy")).resolve("under-test.yaml"), pack.get());
            policy = "policy: {packs: policy, unsigned: allow, refresh: 1h}";
        }
        return Files.writeString(folder.resolve("stillwatch.yaml"), """
                listen: {port: 0}
                upstream: {url: "http://127.0.0.1:%d"}
                when-blind: refuse
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
                  alarm-period: %ds
                  alarm-every: 6h
                %s
                admin:
                  port: 0
                  requests-per-minute: 100000
                  banner: "The range: people, requests and time are simulated."
                  users: [{name: range, role: administrator, token-sha256: %s}]
                """.formatted(
                        model, alarmPeriod.toSeconds(), policy, HexFormat.of().formatHex(sha256(token))));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The port of the gateway. */
    int port() {
        return service.port();
    }

    ServiceAdmin admin() {
        return admin;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // The others are to end all the same, and what was measured stands.
                Thread.onSpinWait();
            }
        }
    }
}
