// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Listening;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        HttpServerOptions options = new HttpServerOptions().setIdleTimeout(60).setMaxHeaderSize(16 * 1024);
        Listening listening = settings.listening();
        listening
                .tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(tls.certificate().toString())
                                .addKeyPath(tls.key().toString())));
        this.server = vertx.createHttpServer(options).requestHandler(this::handle);
        try {
            server.listen(listening.port(), listening.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            vertx.close();
            throw new StillwatchException(
                    "The admin address " + listening.host() + ":" + listening.port()
                            + " is taken or not this machine's; set admin.port.",
                    e);
        }
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
            case "/metrics" ->
                request.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(metrics.scrape());
            default -> authorised(request, path);
        }
    }

    private void authorised(HttpServerRequest request, String path) {
        Optional<AdminUser> user = user(request);
        if (user.isEmpty()) {
            boolean tooMany = !strangers.take(request.remoteAddress().hostAddress());
            answer(
                    request,
                    tooMany
                            ? AdminApi.Answer.problem(429, "Too many attempts; wait a minute.")
                            : AdminApi.Answer.problem(401, "Give a user's token as `Authorization: Bearer TOKEN`."));
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
        request.body().onSuccess(body -> {
            if (body.length() > LONGEST_BODY) {
                answer(request, AdminApi.Answer.problem(413, "The request body is longer than 64 KiB."));
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
