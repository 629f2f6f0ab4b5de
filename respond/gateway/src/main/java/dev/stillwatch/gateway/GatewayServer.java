// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.enforce.Canaries;
import dev.stillwatch.enforce.Guard;
import dev.stillwatch.enforce.ReasoningSeal;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Client;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.RequestBody;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The gateway, listening. One event loop for each processor, each with connections of its own to the model server, so
 * that an exchange stays on one thread, but for the reading of a large request. Thread-safe.
 */
public final class GatewayServer implements AutoCloseable {
    private static final int LONGEST_PATH = 2048;
    /** Bytes of a body handled at once; each piece costs a call to the kernel, whatever its size. */
    private static final int PIECE = 64 << 10;

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration DRAIN_LOOK = Duration.ofMillis(20);

    private final Vertx vertx;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final GatewayMetrics metrics;
    private volatile boolean draining;
    private Optional<ServerCertificates> certificates = Optional.empty();

    /**
     * What the gateway is made of.
     *
     * @param trustedPeers addresses of one's own proxies, whose word on clients counts
     * @param canaries plants canaries where measures say so; a measure that does cannot be carried out without
     * @param whenBlind what is done with requests while exchanges cannot be recorded or are not looked at
     * @param passUnknownPaths whether paths that the gateway does not know go on to the model server, unwatched
     * @param eventLoops 1 or more
     */
    public record Parts(
            Listening listening,
            Upstream upstream,
            ProxyLimits limits,
            Authentication authentication,
            Set<String> trustedPeers,
            Guard guard,
            Optional<ReasoningSeal> seal,
            Optional<Canaries> canaries,
            ExchangeRecorder recorder,
            FailureMode whenBlind,
            boolean passUnknownPaths,
            int eventLoops,
            RequestTraces traces,
            InstantSource clock) {

        /** The same without canaries and traces. */
        public Parts(
                Listening listening,
                Upstream upstream,
                ProxyLimits limits,
                Authentication authentication,
                Set<String> trustedPeers,
                Guard guard,
                Optional<ReasoningSeal> seal,
                ExchangeRecorder recorder,
                FailureMode whenBlind,
                boolean passUnknownPaths,
                int eventLoops,
                InstantSource clock) {
            this(
                    listening,
                    upstream,
                    limits,
                    authentication,
                    trustedPeers,
                    guard,
                    seal,
                    Optional.empty(),
                    recorder,
                    whenBlind,
                    passUnknownPaths,
                    eventLoops,
                    RequestTraces.NONE,
                    clock);
        }
    }

    private GatewayServer(Vertx vertx, GatewayMetrics metrics) {
        this.vertx = vertx;
        this.metrics = metrics;
    }

    /**
     * Starts listening.
     *
     * @throws StillwatchException when the port is taken, or a certificate cannot be read
     */
    public static GatewayServer start(Parts parts, MeterRegistry registry) {
        return start(parts, registry, vertx -> new ReadingThreads(vertx, parts.eventLoops()));
    }

    static GatewayServer start(Parts parts, MeterRegistry registry, Function<Vertx, LargeBodies> large) {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(parts.eventLoops())
                .setPreferNativeTransport(false)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        GatewayServer server = new GatewayServer(vertx, new GatewayMetrics(registry));
        Surroundings around = new Surroundings(
                vertx,
                parts.upstream(),
                parts.limits(),
                parts.authentication(),
                new ClientFacts(parts.trustedPeers()),
                parts.guard(),
                parts.seal(),
                parts.canaries(),
                parts.recorder(),
                parts.whenBlind(),
                parts.passUnknownPaths(),
                new DigestExtractor(),
                new RequestBody(IngestSettings.DEFAULTS),
                large.apply(vertx),
                server.metrics,
                parts.traces(),
                parts.clock());
        warm(around);
        try {
            await(vertx.deployVerticle(
                    () -> server.new Loop(around, parts.listening()),
                    new DeploymentOptions().setInstances(parts.eventLoops())));
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
        server.certificates = parts.listening()
                .tls()
                .map(tls -> new ServerCertificates(
                        vertx,
                        tls,
                        serverOptions(parts.listening(), parts.limits()).getSslOptions(),
                        server.servers));
        return server;
    }

    /** Loads what reading a first request loads, so that no client waits for it. */
    private static void warm(Surroundings around) {
        Sighting first = new Sighting(around.watching(), Principal.of("nobody"), Optional.of(Api.CHAT), Client.UNKNOWN);
        first.asked(Buffer.buffer("{\"messages\":[{\"role\":\"user\",\"content\":\"Explain how it works.\"}]}"));
        first.askedAll();
    }

    private static <T> void await(Future<T> future) {
        await(future, START, "The gateway did not start or end within " + START.toSeconds() + " s.");
    }

    private static <T> void await(Future<T> future, Duration most, String late) {
        try {
            future.toCompletionStage().toCompletableFuture().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof StillwatchException known
                    ? known
                    : new StillwatchException("The gateway cannot start; check its certificates and addresses.", e);
        } catch (TimeoutException e) {
            throw new StillwatchException(late, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StillwatchException("The gateway was interrupted while starting.", e);
        }
    }

    /** One event loop's share. */
    private final class Loop extends AbstractVerticle {
        private final Surroundings around;
        private final Listening listening;

        Loop(Surroundings around, Listening listening) {
            this.around = around;
            this.listening = listening;
        }

        @Override
        public void start(Promise<Void> started) {
            HttpServer server = vertx.createHttpServer(serverOptions(listening, around.limits()));
            IdleConnections idle = new IdleConnections(vertx, around.limits().keepAlive());
            Proxy proxy = new Proxy(
                    around,
                    vertx.createHttpClient(clientOptions(around.upstream()), pool(around.upstream())),
                    () -> draining);
            server.connectionHandler(idle::opened);
            server.requestHandler(request -> {
                idle.busy(request);
                proxy.handle(request);
            });
            server.listen(listening.port(), listening.host())
                    .onSuccess(listens -> {
                        servers.add(listens);
                        started.complete();
                    })
                    .onFailure(cause -> started.fail(new StillwatchException(
                            "The gateway cannot listen on " + listening.host() + ":" + listening.port()
                                    + ": the address is taken or not this machine's.",
                            cause)));
        }
    }

    private static HttpServerOptions serverOptions(Listening listening, ProxyLimits limits) {
        HttpServerOptions options = new HttpServerOptions()
                .setMaxHeaderSize(limits.headerBytes())
                .setMaxInitialLineLength(LONGEST_PATH)
                .setMaxChunkSize(PIECE)
                .setHandle100ContinueAutomatically(true)
                .setHttp2ClearTextEnabled(false)
                .setTcpNoDelay(true)
                .setAcceptBacklog(4096);
        listening.tls().ifPresent(tls -> {
            options.setSsl(true)
                    .setUseAlpn(true)
                    .setKeyCertOptions(new PemKeyCertOptions()
                            .addCertPath(tls.certificate().toString())
                            .addKeyPath(tls.key().toString()));
            tls.clientAuthority()
                    .ifPresent(authority -> options.setClientAuth(ClientAuth.REQUIRED)
                            .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString())));
        });
        return options;
    }

    private static HttpClientOptions clientOptions(Upstream upstream) {
        HttpClientOptions options = new HttpClientOptions()
                .setKeepAlive(true)
                .setKeepAliveTimeout(55)
                .setTcpNoDelay(true)
                .setVerifyHost(true)
                .setMaxChunkSize(PIECE)
                .setDecompressionSupported(false);
        upstream.authority()
                .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return options;
    }

    private static PoolOptions pool(Upstream upstream) {
        return new PoolOptions().setHttp1MaxSize(upstream.connections()).setMaxWaitQueueSize(upstream.waiting());
    }

    /** The port it listens on. */
    public int port() {
        return servers.getFirst().actualPort();
    }

    /** Has new connections use certificate and key as they are on the disk now, where connections are encrypted. */
    public ServerCertificates.Refresh refreshCertificates(Instant now) {
        return certificates.map(files -> files.refresh(now)).orElseGet(ServerCertificates.Refresh.Unchanged::new);
    }

    /** Requests being served now. */
    public int active() {
        return metrics.active();
    }

    /**
     * Refuses new requests, and waits for those being served to end.
     *
     * @return whether all did within {@code grace}
     */
    public boolean drain(Duration grace) throws InterruptedException {
        draining = true;
        long end = System.nanoTime() + grace.toNanos();
        while (metrics.active() > 0 && System.nanoTime() < end) {
            Thread.sleep(DRAIN_LOOK);
        }
        return metrics.active() == 0;
    }

    /** Ends everything now. */
    @Override
    public void close() {
        await(vertx.close());
    }
}
