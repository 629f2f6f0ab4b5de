// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import dev.stillwatch.exchange.StillwatchException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * The sampling service, listening. It keeps no state but the samplers in use, and logs nothing; thread-safe.
 *
 * <p>Connections are not encrypted: keep it on the machine of the serving stack, or behind a proxy that encrypts.
 */
public final class SamplingServer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final HttpServer server;

    /**
     * Where and for whom it listens.
     *
     * @param port 0 for any that is free
     * @param bodyBytes longer bodies are refused; 8 MB holds a vocabulary of 150,000 candidates
     * @param threads how many requests are worked on at a time, 1 or more
     */
    public record Settings(String host, int port, BearerToken token, int bodyBytes, int threads) {
        public Settings {
            if (port < 0 || port > 65535) {
                throw new IllegalArgumentException("port is 0 to 65535, not " + port);
            }
            if (bodyBytes < 1 || threads < 1) {
                throw new IllegalArgumentException("bytes of a body and threads are 1 or more");
            }
        }
    }

    private SamplingServer(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param random for what keys do not decide; thread-safe, and unpredictable where clients must not foresee tokens
     * @throws StillwatchException if the address is taken or not this machine's
     */
    public static SamplingServer start(Settings settings, ServedMarks marks, RandomGenerator random) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setWorkerPoolSize(settings.threads())
                .setPreferNativeTransport(false)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        SamplingRoutes routes = new SamplingRoutes(vertx, settings, new Sampling(marks, random));
        HttpServer server = vertx.createHttpServer(new HttpServerOptions()
                .setMaxHeaderSize(16 << 10)
                .setMaxInitialLineLength(2048)
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true)
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
        server.requestHandler(routes::handle);
        try {
            await(server.listen(settings.port(), settings.host()));
        } catch (ExecutionException e) {
            vertx.close();
            throw new StillwatchException(
                    "The sampling service cannot listen on " + settings.host() + ":" + settings.port()
                            + ": the address is taken or not this machine's.",
                    e);
        }
        return new SamplingServer(vertx, server);
    }

    private static <T> void await(Future<T> future) throws ExecutionException {
        try {
            future.toCompletionStage().toCompletableFuture().get(START.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new StillwatchException("The sampling service did not start or end in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StillwatchException("The sampling service was interrupted.", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (ExecutionException e) {
            throw new StillwatchException("The sampling service did not end as it should.", e);
        }
    }
}
