// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.console.Console;
import dev.stillwatch.console.ConsoleParts;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.ServerCertificates;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.SocketException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Health, metrics, console and admin API, on an address of their own. Health and metrics hold nothing about anybody and
 * need no token; everything else needs a user's.
 */
final class AdminServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Vertx vertx;
    private final HttpServer server;
    private final Optional<ServerCertificates> certificates;
    private final Console console;
    private final PrometheusMeterRegistry metrics;
    private final Supplier<Optional<String>> unready;

    AdminServer(
            ServeSettings.Admin settings,
            ConsoleParts parts,
            PrometheusMeterRegistry metrics,
            Supplier<Optional<String>> unready) {
        this.metrics = metrics;
        this.unready = unready;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Listening listening = settings.listening();
        this.console = new Console(vertx, parts, listening.tls().isPresent());
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
        HttpServerOptions options =
                Console.taking(new HttpServerOptions()).setIdleTimeout(60).setMaxHeaderSize(16 * 1024);
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
            case "/health/live" -> answer(request, 200, "{\"alive\":true}");
            case "/health/ready" ->
                unready.get()
                        .ifPresentOrElse(
                                why -> answer(request, 503, problem(why)),
                                () -> answer(request, 200, "{\"ready\":true}"));
            case "/metrics" -> scrape(request);
            default -> console.handle(request);
        }
    }

    private void scrape(HttpServerRequest request) {
        Callable<String> scrape = () -> metrics.scrape();
        vertx.executeBlocking(scrape, false)
                .onSuccess(text -> request.response()
                        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(_ -> answer(request, 500, problem("The metrics cannot be read.")));
    }

    private static String problem(String what) {
        return JSON.createObjectNode().put("error", what).toString();
    }

    private static void answer(HttpServerRequest request, int status, String json) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json")
                .end(json);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
