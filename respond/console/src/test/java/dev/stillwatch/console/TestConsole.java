// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceKeys;
import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.cases.EvidenceVault;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.policy.UnsignedPacks;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A console that is really served, over a real store, beside a service that only pretends to run. */
final class TestConsole implements AutoCloseable {
    final CaseStore store;
    final EvidenceVault vault;
    final FakeService service = new FakeService();
    final TrafficMemory traffic;
    final AtomicReference<Instant> now = new AtomicReference<>(SampleCampaign.NOW);

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final ConsoleParts parts;

    /** A console without packs' folder and evidence log. */
    TestConsole(Path folder) {
        this(folder, Optional.empty());
    }

    TestConsole(Path folder, Optional<String> banner) {
        this(
                folder,
                new PolicyParts(Optional.empty(), List.of(), UnsignedPacks.REFUSE, Duration.ofSeconds(5)),
                Optional.empty(),
                banner);
    }

    TestConsole(Path folder, PolicyParts policy, Optional<EvidenceParts> evidence) {
        this(folder, policy, evidence, Optional.empty());
    }

    private TestConsole(Path folder, PolicyParts policy, Optional<EvidenceParts> evidence, Optional<String> banner) {
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
        vault = store.vault(EvidenceKeys.inFile(folder.resolve("evidence.key")), EvidenceLimits.DEFAULTS);
        parts = new ConsoleParts(
                store,
                vault,
                service,
                policy,
                evidence,
                Arrays.stream(Role.values())
                        .map(role -> new AdminUser(name(role), role, sha256(token(role))))
                        .toList(),
                100_000,
                now::get,
                now::get,
                banner);
        Console console = new Console(vertx, parts, false);
        traffic = console.traffic;
        server = vertx.createHttpServer(Console.taking(new HttpServerOptions()))
                .requestHandler(console)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Such as "ann the analyst". */
    static String name(Role role) {
        return "the " + role.name().toLowerCase(Locale.ROOT);
    }

    static String token(Role role) {
        return "token-of-" + role.name().toLowerCase(Locale.ROOT);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the console works on. */
    ConsoleParts parts() {
        return parts;
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
    }
}
