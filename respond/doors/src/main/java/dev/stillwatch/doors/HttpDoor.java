// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.Listening;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes POST requests from callers who know a secret, reads their bodies within limits, and gives each to its handler.
 * Thread-safe.
 */
final class HttpDoor implements AutoCloseable {
    private static final int HEADER_BYTES = 16 << 10;
    private static final Duration START = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final SharedSecret secret;
    private final HttpLimits limits;
    private final Map<String, Handler> handlers;
    private final AtomicLong held = new AtomicLong();
    private Optional<HttpServer> server = Optional.empty();
    private volatile boolean listening;

    /** What is done with a body. */
    interface Handler {
        /** Answers the request, now or later, on any thread. */
        void handle(Caller caller, byte[] body);
    }

    /** A request that waits for its answer. */
    final class Caller {
        private final HttpServerRequest request;
        private final io.vertx.core.Context context;

        private Caller(HttpServerRequest request) {
            this.request = request;
            this.context = vertx.getOrCreateContext();
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(request.getHeader(name));
        }

        HttpLimits limits() {
            return limits;
        }

        void answer(int status, String contentType, byte[] body) {
            answer(status, contentType, body, Map.of());
        }

        /** May be called on any thread. */
        void answer(int status, String contentType, byte[] body, Map<String, String> headers) {
            context.runOnContext(_ -> {
                if (request.response().ended() || request.response().closed()) {
                    return;
                }
                request.response().setStatusCode(status).putHeader("content-type", contentType);
                headers.forEach(request.response()::putHeader);
                request.response().end(Buffer.buffer(body));
            });
        }
    }

    private HttpDoor(SharedSecret secret, HttpLimits limits, Map<String, Handler> handlers) {
        this.secret = secret;
        this.limits = limits;
        this.handlers = Map.copyOf(handlers);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setPreferNativeTransport(false)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    static HttpDoor start(
            String name, Listening listening, SharedSecret secret, HttpLimits limits, Map<String, Handler> handlers) {
        SafeListening.encrypted(listening, name);
        HttpDoor door = new HttpDoor(secret, limits, handlers);
        try {
            HttpServer server = door.vertx.createHttpServer(options(listening, limits));
            server.requestHandler(door::take);
            await(server.listen(listening.port(), listening.host()));
            door.server = Optional.of(server);
            door.listening = true;
            return door;
        } catch (StillwatchException e) {
            door.vertx.close();
            throw new StillwatchException(
                    "The " + name + " door cannot listen on " + listening.host() + ":" + listening.port()
                            + ": the address is taken or not this machine's, or its certificate cannot be read.",
                    e);
        }
    }

    private static HttpServerOptions options(Listening listening, HttpLimits limits) {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setIdleTimeout((int) limits.idle().toSeconds());
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

    private void take(HttpServerRequest request) {
        Handler handler = handlers.get(Optional.ofNullable(request.path()).orElse(""));
        if (handler == null) {
            refuse(request, 404, "This door does not offer the path.");
        } else if (!request.method().equals(HttpMethod.POST)) {
            refuse(request, 405, "This path takes POST.");
        } else if (!proves(request)) {
            refuse(request, 401, "Give the door's secret as `Authorization: Bearer SECRET` or `x-api-key: SECRET`.");
        } else {
            read(request, handler);
        }
    }

    private boolean proves(HttpServerRequest request) {
        String key = request.getHeader("x-api-key");
        String bearer = request.getHeader("authorization");
        return (key != null && secret.is(key.strip()))
                || (bearer != null
                        && bearer.regionMatches(true, 0, "Bearer ", 0, 7)
                        && secret.is(bearer.substring(7).strip()));
    }

    private void read(HttpServerRequest request, Handler handler) {
        Buffer body = Buffer.buffer();
        Caller caller = new Caller(request);
        long[] mine = {0};
        boolean[] over = {false};
        Runnable release = () -> {
            held.addAndGet(-mine[0]);
            mine[0] = 0;
        };
        request.response().closeHandler(_ -> release.run());
        request.response().endHandler(_ -> release.run());
        request.handler(chunk -> {
            if (over[0]) {
                return;
            }
            mine[0] += chunk.length();
            if (body.length() + chunk.length() > limits.bodyBytes()) {
                over[0] = true;
                held.addAndGet(chunk.length());
                refuse(request, 413, "The body is longer than this door takes; send smaller batches.");
            } else if (held.addAndGet(chunk.length()) > limits.heldBytes()) {
                over[0] = true;
                request.response().putHeader("retry-after", "1");
                refuse(request, 503, "Too much waits to be read. Try again in a second.");
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> {
            if (!over[0]) {
                over[0] = true;
                handler.handle(caller, body.getBytes());
            }
        });
    }

    /** In plain words; what comes after the refusal is not read. */
    private static void refuse(HttpServerRequest request, int status, String text) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "text/plain; charset=utf-8")
                .putHeader("connection", "close")
                .end(text + "\n")
                .onComplete(_ -> request.connection().close());
    }

    int port() {
        return server.orElseThrow().actualPort();
    }

    boolean isListening() {
        return listening;
    }

    /** Takes no new connections, lets requests end for up to {@code grace}, then ends the rest. */
    void drain(Duration grace) {
        listening = false;
        server.ifPresent(s -> await(s.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS)));
    }

    @Override
    public void close() {
        listening = false;
        await(vertx.close());
    }

    private static <T> void await(Future<T> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StillwatchException("A door could not be opened or closed in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StillwatchException("A door was interrupted while opening or closing.", e);
        }
    }
}
