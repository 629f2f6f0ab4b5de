// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Serves a {@link TaxiiService} by HTTP. Without a certificate it listens on this machine only: passwords and campaigns are
 * not for open lines. Thread-safe.
 */
public final class TaxiiHttpServer implements AutoCloseable {
    private static final int START_SECONDS = 30;
    private static final int IDLE_SECONDS = 60;
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1", "localhost");

    private final Vertx vertx;
    private final HttpServer server;
    private final TaxiiService service;

    /** A certificate chain and its key, PEM. */
    public record Certificate(Path chain, Path key) {}

    private TaxiiHttpServer(Vertx vertx, TaxiiService service, HttpServerOptions options) {
        this.vertx = vertx;
        this.service = service;
        this.server = vertx.createHttpServer(options).requestHandler(this::handle);
    }

    /**
     * Starts listening.
     *
     * @param port 0 for any that is free
     * @throws StillwatchException when the port is taken, or an open line leads elsewhere than to this machine
     */
    public static TaxiiHttpServer start(
            TaxiiService service, String host, int port, Optional<Certificate> certificate) {
        if (certificate.isEmpty() && !LOOPBACK.contains(host)) {
            throw new StillwatchException("TAXII without a certificate is served on this machine only. Give a"
                    + " certificate, or listen on 127.0.0.1 behind a proxy that has one.");
        }
        HttpServerOptions options = new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setHandle100ContinueAutomatically(true);
        certificate.ifPresent(pem -> options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(pem.chain().toString())
                        .addKeyPath(pem.key().toString())));
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setPreferNativeTransport(false)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        TaxiiHttpServer http = new TaxiiHttpServer(vertx, service, options);
        try {
            http.server.listen().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
            return http;
        } catch (ExecutionException | TimeoutException e) {
            vertx.close();
            throw new StillwatchException(
                    "TAXII cannot listen on " + host + ":" + port
                            + ": the port is taken, or the certificate cannot be read.",
                    e);
        } catch (InterruptedException e) {
            vertx.close();
            Thread.currentThread().interrupt();
            throw new StillwatchException("Starting TAXII was interrupted.", e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    private void handle(HttpServerRequest request) {
        Buffer body = Buffer.buffer();
        int most = service.settings().bodyBytes();
        boolean[] answered = {false};
        request.handler(piece -> {
            if (body.length() + piece.length() <= most) {
                body.appendBuffer(piece);
            } else if (!answered[0]) {
                answered[0] = true;
                send(request, service.tooLarge())
                        .onComplete(sent -> request.connection().close());
            }
        });
        request.exceptionHandler(gone -> answered[0] = true);
        request.endHandler(end -> {
            if (!answered[0]) {
                answered[0] = true;
                // Reading and comparing takes a while for large bodies, and the event loop serves everybody.
                vertx.<TaxiiResponse>executeBlocking(() -> service.answer(of(request, body.getBytes())), false)
                        .onSuccess(answer -> send(request, answer))
                        .onFailure(failed -> send(request, service.broken()));
            }
        });
    }

    private static TaxiiRequest of(HttpServerRequest request, byte[] body) {
        Map<String, List<String>> query = new HashMap<>();
        request.params()
                .names()
                .forEach(name -> query.put(name, request.params().getAll(name)));
        return new TaxiiRequest(
                request.method().name(),
                request.path() == null ? "/" : request.path(),
                query,
                new TaxiiRequest.Headers(
                        Optional.ofNullable(request.getHeader("Accept")),
                        Optional.ofNullable(request.getHeader("Content-Type")),
                        Optional.ofNullable(request.getHeader("Authorization"))),
                body);
    }

    private static Future<Void> send(HttpServerRequest request, TaxiiResponse answer) {
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response.end(answer.body());
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StillwatchException("TAXII did not stop in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
