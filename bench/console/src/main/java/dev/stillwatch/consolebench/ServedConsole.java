// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceKeys;
import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.console.AdminUser;
import dev.stillwatch.console.Console;
import dev.stillwatch.console.ConsoleParts;
import dev.stillwatch.console.PolicyParts;
import dev.stillwatch.policy.UnsignedPacks;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A console as the service serves it, over a store in a file, beside a service that does nothing. */
final class ServedConsole implements AutoCloseable {
    static final String TOKEN = "token-of-the-benchmark";

    private final CaseStore store;
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server;

    ServedConsole(Path folder) {
        store = CaseStore.open("sqlite:" + folder.resolve("cases.db"), AuditSink.NONE);
        ConsoleParts parts = new ConsoleParts(
                store,
                store.vault(EvidenceKeys.inFile(folder.resolve("evidence.key")), EvidenceLimits.DEFAULTS),
                new IdleService(),
                new PolicyParts(Optional.empty(), List.of(), UnsignedPacks.REFUSE, Duration.ofSeconds(5)),
                Optional.empty(),
                List.of(new AdminUser("the approver", AdminUser.Role.APPROVER, sha256(TOKEN))),
                1_000_000,
                InstantSource.system(),
                InstantSource.system(),
                Optional.empty());
        server = vertx.createHttpServer(Console.taking(new HttpServerOptions()))
                .requestHandler(new Console(vertx, parts, false))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    CaseStore store() {
        return store;
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
    }
}
