// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.ServerCertificates;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Health, metrics and the admin API, on an address of their own. Health and metrics hold nothing about anybody and need
 * no token; everything else needs a user's, and counts against the user's rate.
 */
final class AdminServer implements AutoCloseable {
    private static final int LONGEST_BODY = 64 * 1024;

    private final Vertx vertx;
    private final HttpServer server;
    private final Optional<ServerCertificates> certificates;
    private final AdminApi api;
    private final List<AdminUser> users;
    private final RequestRates rates;
    private final RequestRates strangers;
    private final PrometheusMeterRegistry metrics;
    private final Supplier<Optional<String>> unready;

    AdminServer(
            ServeSettings.Admin settings,
            AdminApi api,
            PrometheusMeterRegistry metrics,
            Supplier<Optional<String>> unready,
            InstantSource clock) {
        this.api = api;
        this.users = settings.users();
        this.rates = new RequestRates(settings.requestsPerMinute(), clock);
        this.strangers = new RequestRates(settings.requestsPerMinute(), clock);
        this.metrics = metrics;
        this.unready = unready;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Listening listening = settings.listening();
        this.server = vertx.createHttpServer(options(listening)).requestHandler(this::handle);
        try {
            server.listen(listening.port(), listening.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            vertx.close();
            throw new StillwatchException(
                    e.getCause() instanceof SocketException
                            ? "The admin address " + listening.host() + ":" + listening.port()
                                    + " is taken or not this machine's; set admin.host or admin.port."
                            : "The admin address cannot be opened; check the files under admin.tls.",
                    e);
        }
        this.certificates = listening
                .tls()
                .map(tls ->
                        new ServerCertificates(vertx, tls, options(listening).getSslOptions(), List.of(server)));
    }

    private static HttpServerOptions options(Listening listening) {
        HttpServerOptions options = new HttpServerOptions().setIdleTimeout(60).setMaxHeaderSize(16 * 1024);
        listening.tls().ifPresent(tls -> {
            options.setSsl(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate().toString())
                            .addKeyPath(tls.key().toString()));
            tls.clientAuthority()
                    .ifPresent(authority -> options.setClientAuth(ClientAuth.REQUIRED)
                            .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString())));
        });
        return options;
    }

    /** Has new connections use certificate and key as they are on the disk now, where connections are encrypted. */
    ServerCertificates.Refresh refreshCertificates(Instant now) {
        return certificates.map(files -> files.refresh(now)).orElseGet(ServerCertificates.Refresh.Unchanged::new);
    }

    int port() {
        return server.actualPort();
    }

    private void handle(HttpServerRequest request) {
        String path = Optional.ofNullable(request.path()).orElse("");
        switch (path) {
            case "/health/live" -> answer(request, new AdminApi.Answer(200, "{\"alive\":true}"));
            case "/health/ready" ->
                answer(
                        request,
                        unready.get()
                                .map(why -> AdminApi.Answer.problem(503, why))
                                .orElseGet(() -> new AdminApi.Answer(200, "{\"ready\":true}")));
            case "/metrics" -> scrape(request);
            default -> authorised(request, path);
        }
    }

    private void scrape(HttpServerRequest request) {
        Callable<String> scrape = () -> metrics.scrape();
        vertx.executeBlocking(scrape, false)
                .onSuccess(text -> request.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(_ -> answer(request, AdminApi.Answer.problem(500, "The metrics cannot be read.")));
    }

    private void authorised(HttpServerRequest request, String path) {
        String address =
                Optional.ofNullable(request.remoteAddress().hostAddress()).orElse("");
        if (strangers.spent(address)) {
            // Right tokens too: or guessing could go on, and only look as if it failed.
            answer(request, AdminApi.Answer.problem(429, "Too many attempts without a user's token; wait a minute."));
            return;
        }
        Optional<AdminUser> user = user(request);
        if (user.isEmpty()) {
            strangers.take(address);
            answer(request, AdminApi.Answer.problem(401, "Give a user's token as `Authorization: Bearer TOKEN`."));
            return;
        }
        if (!rates.take(user.get().name())) {
            answer(request, AdminApi.Answer.problem(429, "Too many requests; wait a minute."));
            return;
        }
        Optional<AdminUser.Role> needed = api.needs(request.method().name(), path);
        if (needed.isEmpty()) {
            answer(request, AdminApi.Answer.problem(404, "There is no such path, or not with this method."));
        } else if (!user.get().role().includes(needed.get())) {
            answer(
                    request,
                    AdminApi.Answer.problem(
                            403, "This needs the role " + needed.get().name().toLowerCase(Locale.ROOT) + "."));
        } else {
            run(request, path, user.get());
        }
    }

    private Optional<AdminUser> user(HttpServerRequest request) {
        String header = request.getHeader("authorization");
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        byte[] hash = sha256(header.substring(7).strip());
        return users.stream()
                .filter(user -> MessageDigest.isEqual(hash, HexFormat.of().parseHex(user.tokenHash())))
                .findFirst();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void run(HttpServerRequest request, String path, AdminUser user) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= LONGEST_BODY) {
                body.appendBuffer(chunk);
            } else if (!request.response().ended()) {
                request.response().putHeader("connection", "close");
                answer(request, AdminApi.Answer.problem(413, "The request body is longer than 64 KiB."));
                request.connection().close();
            }
        });
        request.endHandler(_ -> {
            if (request.response().ended()) {
                return;
            }
            String method = request.method().name();
            Callable<AdminApi.Answer> work = () -> api.handle(method, path, body.toString(), user);
            vertx.executeBlocking(work, false)
                    .onSuccess(answer -> answer(request, answer))
                    .onFailure(e -> answer(
                            request,
                            e instanceof StillwatchException known
                                    ? AdminApi.Answer.problem(409, String.valueOf(known.getMessage()))
                                    : AdminApi.Answer.problem(
                                            500, "Something went wrong; see the service's notices.")));
        });
    }

    private static void answer(HttpServerRequest request, AdminApi.Answer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(answer.json()));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
