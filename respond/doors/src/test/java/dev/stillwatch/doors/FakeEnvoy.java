// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.HeaderMap;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.BodyResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.CommonResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.HeaderMutation;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpBody;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpHeaders;
import io.envoyproxy.envoy.service.ext_proc.v3.HttpTrailers;
import io.envoyproxy.envoy.service.ext_proc.v3.ImmediateResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.envoyproxy.envoy.service.ext_proc.v3.ProtocolConfiguration;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Plays Envoy's external processing filter, with Envoy's own message classes: sends what the filter would, holds each
 * answer to be of the kind that the filter expects, and does to request and answer what it is told.
 */
final class FakeEnvoy implements AutoCloseable {
    private static final MethodDescriptor<ProcessingRequest, ProcessingResponse> PROCESS =
            MethodDescriptor.<ProcessingRequest, ProcessingResponse>newBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .setFullMethodName("envoy.service.ext_proc.v3.ExternalProcessor/Process")
                    .setRequestMarshaller(ProtoUtils.marshaller(ProcessingRequest.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(ProcessingResponse.getDefaultInstance()))
                    .build();

    final ManagedChannel channel;

    FakeEnvoy(int port) {
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
    }

    FakeEnvoy(int port, SslContext tls) {
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .sslContext(tls)
                .build();
    }

    /** How bodies are sent. */
    record Modes(BodySendMode request, BodySendMode answer, int chunk) {
        static final Modes BUFFERED = new Modes(BodySendMode.BUFFERED, BodySendMode.BUFFERED, Integer.MAX_VALUE);
        static final Modes STREAMED = new Modes(BodySendMode.STREAMED, BodySendMode.STREAMED, 7);
        static final Modes DUPLEX = new Modes(BodySendMode.FULL_DUPLEX_STREAMED, BodySendMode.FULL_DUPLEX_STREAMED, 7);
    }

    /** A request or an answer, as one side sends it or the other gets it. */
    record Http(Map<String, String> headers, String body) {
        Http {
            headers = new LinkedHashMap<>(headers);
        }
    }

    /** What became of an exchange: what reached the model server, if anything, and what the client got. */
    record Seen(Optional<Http> upstream, Http client) {
        int status() {
            return Integer.parseInt(client.headers().get(":status"));
        }
    }

    static Map<String, String> post(String path) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(":method", "POST");
        headers.put(":path", path);
        headers.put("authorization", "Bearer " + Fixture.KEY);
        headers.put("content-type", "application/json");
        headers.put("accept-encoding", "gzip");
        return headers;
    }

    Seen exchange(Modes modes, String path, String body, Function<Http, Http> model) {
        Map<String, String> headers = post(path);
        headers.put("content-length", Integer.toString(body.length()));
        return exchange(modes, new Http(headers, body), model);
    }

    Seen exchange(Modes modes, Http request, Function<Http, Http> model) {
        try (Stream stream = open()) {
            Optional<Http> refused = half(stream, modes, modes.request(), request, true);
            if (refused.isPresent()) {
                return new Seen(Optional.empty(), refused.get());
            }
            Http upstream = new Http(request.headers(), stream.body);
            Http answer = model.apply(upstream);
            return new Seen(
                    Optional.of(upstream),
                    half(stream, modes, modes.answer(), answer, false)
                            .orElseGet(() -> new Http(answer.headers(), stream.body)));
        }
    }

    /** Sends one side through; gives what the client gets instead of it, if so told. */
    private static Optional<Http> half(Stream stream, Modes modes, BodySendMode mode, Http http, boolean asks) {
        stream.send(headers(modes, http, asks));
        ProcessingResponse told = stream.next();
        if (told.hasImmediateResponse()) {
            return Optional.of(instead(told.getImmediateResponse()));
        }
        assertThat(told.getResponseCase())
                .isEqualTo(
                        asks
                                ? ProcessingResponse.ResponseCase.REQUEST_HEADERS
                                : ProcessingResponse.ResponseCase.RESPONSE_HEADERS);
        mutate(
                http.headers(),
                (asks ? told.getRequestHeaders() : told.getResponseHeaders())
                        .getResponse()
                        .getHeaderMutation());
        List<ByteString> chunks =
                chunks(http.body(), mode == BodySendMode.BUFFERED ? Integer.MAX_VALUE : modes.chunk());
        StringBuilder passed = new StringBuilder();
        for (int i = 0; i < chunks.size(); i++) {
            stream.send(body(chunks.get(i), i == chunks.size() - 1, asks));
            if (mode == BodySendMode.FULL_DUPLEX_STREAMED) {
                continue;
            }
            ProcessingResponse part = stream.next();
            if (part.hasImmediateResponse()) {
                return Optional.of(instead(part.getImmediateResponse()));
            }
            CommonResponse common = common(part, asks);
            if (mode == BodySendMode.BUFFERED) {
                mutate(http.headers(), common.getHeaderMutation());
            }
            passed.append(apply(common.getBodyMutation(), chunks.get(i)).toStringUtf8());
        }
        boolean ended = mode != BodySendMode.FULL_DUPLEX_STREAMED;
        ByteString all = ByteString.EMPTY;
        while (!ended) {
            ProcessingResponse part = stream.next();
            if (part.hasImmediateResponse()) {
                return Optional.of(instead(part.getImmediateResponse()));
            }
            BodyMutation mutation = common(part, asks).getBodyMutation();
            assertThat(mutation.hasStreamedResponse()).isTrue();
            all = all.concat(mutation.getStreamedResponse().getBody());
            ended = mutation.getStreamedResponse().getEndOfStream();
        }
        stream.body = passed + all.toStringUtf8();
        String length = http.headers().get("content-length");
        if (length != null) {
            assertThat(Integer.parseInt(length)).isEqualTo(stream.body.getBytes(StandardCharsets.UTF_8).length);
        }
        return Optional.empty();
    }

    private static CommonResponse common(ProcessingResponse part, boolean asks) {
        assertThat(part.getResponseCase())
                .isEqualTo(
                        asks
                                ? ProcessingResponse.ResponseCase.REQUEST_BODY
                                : ProcessingResponse.ResponseCase.RESPONSE_BODY);
        BodyResponse body = asks ? part.getRequestBody() : part.getResponseBody();
        return body.getResponse();
    }

    private static ByteString apply(BodyMutation mutation, ByteString original) {
        return switch (mutation.getMutationCase()) {
            case BODY -> mutation.getBody();
            case CLEAR_BODY -> ByteString.EMPTY;
            case STREAMED_RESPONSE -> throw new AssertionError("a piece where the mode has none");
            case MUTATION_NOT_SET -> original;
        };
    }

    private static void mutate(Map<String, String> headers, HeaderMutation mutation) {
        mutation.getRemoveHeadersList().forEach(headers::remove);
        for (HeaderValueOption option : mutation.getSetHeadersList()) {
            headers.put(
                    option.getHeader().getKey(),
                    option.getHeader().getRawValue().toStringUtf8());
        }
    }

    static Http instead(ImmediateResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(":status", Integer.toString(response.getStatus().getCodeValue()));
        mutate(headers, response.getHeaders());
        return new Http(headers, response.getBody().toStringUtf8());
    }

    static List<ByteString> chunks(String body, int size) {
        ByteString all = ByteString.copyFromUtf8(body);
        List<ByteString> chunks = new ArrayList<>();
        int from = 0;
        do {
            int to = (int) Math.min(all.size(), (long) from + size);
            chunks.add(all.substring(from, to));
            from = to;
        } while (from < all.size());
        return chunks;
    }

    static ProcessingRequest headers(Modes modes, Http http, boolean asks) {
        HeaderMap.Builder map = HeaderMap.newBuilder();
        http.headers()
                .forEach((name, value) -> map.addHeaders(
                        HeaderValue.newBuilder().setKey(name).setRawValue(ByteString.copyFromUtf8(value))));
        HttpHeaders headers = HttpHeaders.newBuilder().setHeaders(map).build();
        ProcessingRequest.Builder message = ProcessingRequest.newBuilder()
                .setProtocolConfig(ProtocolConfiguration.newBuilder()
                        .setRequestBodyMode(modes.request())
                        .setResponseBodyMode(modes.answer()));
        if (asks) {
            message.setRequestHeaders(headers)
                    .setMetadataContext(Metadata.newBuilder()
                            .putFilterMetadata(
                                    "envoy.filters.http.jwt_authn",
                                    struct(
                                            "payload",
                                            Value.newBuilder()
                                                    .setStructValue(struct("sub", text("person-1")))
                                                    .build())))
                    .putAttributes(
                            "envoy.filters.http.ext_proc",
                            struct("connection.subject_peer_certificate", text("CN=client-1")).toBuilder()
                                    .putFields("source.address", text("192.0.2.7:4711"))
                                    .build());
        } else {
            message.setResponseHeaders(headers);
        }
        return message.build();
    }

    private static Struct struct(String name, Value value) {
        return Struct.newBuilder().putFields(name, value).build();
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    static ProcessingRequest body(ByteString bytes, boolean last, boolean asks) {
        HttpBody body =
                HttpBody.newBuilder().setBody(bytes).setEndOfStream(last).build();
        return asks
                ? ProcessingRequest.newBuilder().setRequestBody(body).build()
                : ProcessingRequest.newBuilder().setResponseBody(body).build();
    }

    static ProcessingRequest trailers(boolean asks) {
        HttpTrailers none = HttpTrailers.getDefaultInstance();
        return asks
                ? ProcessingRequest.newBuilder().setRequestTrailers(none).build()
                : ProcessingRequest.newBuilder().setResponseTrailers(none).build();
    }

    Stream open() {
        return new Stream();
    }

    /** A stream whose replies go to somebody else. */
    StreamObserver<ProcessingRequest> open(ClientResponseObserver<ProcessingRequest, ProcessingResponse> told) {
        return ClientCalls.asyncBidiStreamingCall(channel.newCall(PROCESS, CallOptions.DEFAULT), told);
    }

    /** One stream, message by message. */
    final class Stream implements AutoCloseable {
        private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();
        private final ClientCall<ProcessingRequest, ProcessingResponse> call =
                channel.newCall(PROCESS, CallOptions.DEFAULT);
        private final StreamObserver<ProcessingRequest> out;
        String body = "";

        Stream() {
            out = ClientCalls.asyncBidiStreamingCall(
                    call, new ClientResponseObserver<ProcessingRequest, ProcessingResponse>() {
                        @Override
                        public void beforeStart(ClientCallStreamObserver<ProcessingRequest> stream) {}

                        @Override
                        public void onNext(ProcessingResponse response) {
                            told.add(response);
                        }

                        @Override
                        public void onError(Throwable cause) {
                            told.add(Status.fromThrowable(cause));
                        }

                        @Override
                        public void onCompleted() {
                            told.add(Status.OK);
                        }
                    });
        }

        void send(ProcessingRequest message) {
            out.onNext(message);
        }

        ProcessingResponse next() {
            return (ProcessingResponse) event();
        }

        /** How the stream was ended by the other side. */
        Status end() {
            return (Status) event();
        }

        Object event() {
            try {
                Object event = told.poll(20, TimeUnit.SECONDS);
                assertThat(event).as("nothing came").isNotNull();
                return event;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        int waiting() {
            return told.size();
        }

        void cancel() {
            call.cancel("the client left", null);
        }

        @Override
        public void close() {
            out.onCompleted();
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
