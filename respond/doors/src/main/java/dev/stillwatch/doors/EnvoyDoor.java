// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.detect.DigestExtractor;
import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.extproc.ProcessingRequest;
import dev.stillwatch.extproc.ProcessingResponse;
import dev.stillwatch.gateway.AccountNames;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.Problems;
import dev.stillwatch.gateway.RequestRules;
import dev.stillwatch.gateway.Watching;
import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.ingest.RequestBody;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Answers Envoy's external processing filter: each request and answer that passes Envoy is looked at here, and changed
 * or refused where a measure says so, as the proxy would. Thread-safe.
 *
 * @see <a href="https://www.envoyproxy.io/docs/envoy/latest/api-v3/service/ext_proc/v3/external_processor.proto">External
 *     processing service</a>
 */
public final class EnvoyDoor implements AutoCloseable {
    private static final int HEADER_BYTES = 64 << 10;

    private static final MethodDescriptor<ProcessingRequest, ProcessingResponse> PROCESS =
            MethodDescriptor.<ProcessingRequest, ProcessingResponse>newBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .setFullMethodName("envoy.service.ext_proc.v3.ExternalProcessor/Process")
                    .setRequestMarshaller(new EnvoyMessages())
                    .setResponseMarshaller(ProtoUtils.marshaller(ProcessingResponse.getDefaultInstance()))
                    .build();

    private final EnvoySurroundings around;
    private final EnvoyThreads threads;
    private final AtomicInteger active = new AtomicInteger();
    private final Server server;

    private EnvoyDoor(EnvoySurroundings around) {
        this.around = around;
        EnvoySettings settings = around.settings();
        around.metrics().gauge("active", active);
        this.threads = new EnvoyThreads(settings.load(), around.metrics());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(
                        settings.listening().host(), settings.listening().port()))
                .addService(ServerServiceDefinition.builder("envoy.service.ext_proc.v3.ExternalProcessor")
                        .addMethod(PROCESS, ServerCalls.asyncBidiStreamingCall(this::opened))
                        .build())
                // What takes time is handed on to threads with a queue that ends; gRPC's own has none.
                .directExecutor()
                .maxInboundMessageSize(settings.load().messageBytes())
                .maxInboundMetadataSize(HEADER_BYTES)
                .permitKeepAliveTime(10, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true);
        settings.listening().tls().ifPresent(tls -> builder.sslContext(mutual(tls)));
        this.server = builder.build();
    }

    /**
     * Starts listening.
     *
     * @param names give accounts their names, as for the proxy
     * @param register what is known of an account, by its name
     * @throws StillwatchException when the port is taken, a certificate cannot be read, or neither mutual TLS nor this
     *     machine's own address is configured
     */
    public static EnvoyDoor start(
            EnvoySettings settings, AccountNames names, Function<String, Principal> register, DoorParts parts) {
        SafeListening.mutual(settings.listening(), "Envoy");
        DoorMetrics metrics = new DoorMetrics(parts.registry(), "envoy");
        RequestBody bodies = new RequestBody(IngestSettings.DEFAULTS);
        EnvoyDoor door = new EnvoyDoor(new EnvoySurroundings(
                settings,
                new EnvoyPrincipals(settings.identity(), names, register),
                parts,
                new RequestRules(parts.guard(), parts.seal(), parts.canaries(), parts.recorder()::replayed),
                new Watching(
                        settings.limits().inspectedBytes(),
                        new DigestExtractor(),
                        bodies,
                        parts.recorder(),
                        parts.clock(),
                        () -> metrics.unwatched(DoorMetrics.Unwatched.TOO_LONG)),
                metrics));
        try {
            door.server.start();
        } catch (IOException e) {
            door.threads.close();
            throw new StillwatchException(
                    "The Envoy door cannot listen on " + settings.listening().host() + ":"
                            + settings.listening().port() + ": the address is taken or not this machine's.",
                    e);
        }
        return door;
    }

    private static SslContext mutual(Listening.Tls tls) {
        try {
            SslContextBuilder builder = GrpcSslContexts.forServer(
                    tls.certificate().toFile(), tls.key().toFile());
            tls.clientAuthority()
                    .ifPresent(authority ->
                            builder.trustManager(authority.toFile()).clientAuth(ClientAuth.REQUIRE));
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new StillwatchException(
                    "The Envoy door cannot use its certificate, key or authority; give PEM files that belong together.",
                    e);
        }
    }

    private StreamObserver<ProcessingRequest> opened(StreamObserver<ProcessingResponse> answers) {
        ServerCallStreamObserver<ProcessingResponse> out = (ServerCallStreamObserver<ProcessingResponse>) answers;
        if (active.incrementAndGet() > around.settings().load().streams()) {
            active.decrementAndGet();
            around.metrics().unwatched(DoorMetrics.Unwatched.LATE);
            return overloaded(out);
        }
        return new EnvoyCall(around, threads, out, active::decrementAndGet);
    }

    /** Closed in good order, a stream makes Envoy go on without an answer. */
    private StreamObserver<ProcessingRequest> overloaded(ServerCallStreamObserver<ProcessingResponse> out) {
        if (around.settings().whenLate() == FailureMode.REFUSE) {
            out.onNext(EnvoyReplies.instead(Problems.UNAVAILABLE, Dialect.OPENAI));
        }
        out.onCompleted();
        return new Ignoring();
    }

    /** Takes what still comes on a stream that is closed. */
    private record Ignoring() implements StreamObserver<ProcessingRequest> {
        @Override
        public void onNext(ProcessingRequest message) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Requests being looked at now. */
    public int active() {
        return active.get();
    }

    /** Bytes of messages and bodies held now. */
    long heldBytes() {
        return threads.held();
    }

    public DoorHealth health() {
        return new DoorHealth(!server.isShutdown(), around.parts().recorder().trouble());
    }

    /** Takes no new streams, lets those at work end for up to {@code grace}, then ends the rest. */
    public void drain(Duration grace) {
        server.shutdown();
        try {
            if (!server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends everything now; what was seen until then is recorded. */
    @Override
    public void close() {
        drain(Duration.ZERO);
        threads.close();
    }
}
