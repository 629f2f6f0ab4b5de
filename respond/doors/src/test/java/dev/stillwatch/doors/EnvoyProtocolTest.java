// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.stillwatch.doors.FakeEnvoy.Http;
import dev.stillwatch.doors.FakeEnvoy.Modes;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Listening;
import dev.stillwatch.gateway.Principal;
import dev.stillwatch.gateway.ProxyLimits;
import dev.stillwatch.policy.Countermeasure;
import io.envoyproxy.envoy.extensions.filters.http.ext_proc.v3.ProcessingMode.BodySendMode;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingRequest;
import io.envoyproxy.envoy.service.ext_proc.v3.ProcessingResponse;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams message by message: what Envoy is known to do wrong, what nobody should do, and too much of everything. */
class EnvoyProtocolTest {
    private static final String CHAT =
            "{\"model\": \"m\", \"n\": 4, \"messages\": [{\"role\": \"user\", \"content\": \"canary-prompt-0815\"}]}";
    private static final String ANSWER = "{\"choices\": [], \"usage\": {\"completion_tokens\": 42}}";

    private final Fixture fixture = new Fixture();
    private final String account = fixture.names.ofKey(Fixture.KEY);
    private Optional<EnvoyDoor> door = Optional.empty();
    private Optional<FakeEnvoy> envoy = Optional.empty();

    private FakeEnvoy open(UnaryOperator<EnvoySettings> change) {
        EnvoyDoor opened = EnvoyDoor.start(
                change.apply(EnvoyDoorTest.settings(new EnvoyIdentity.ApiKey())),
                fixture.names,
                Principal::of,
                fixture.parts);
        door = Optional.of(opened);
        FakeEnvoy asks = new FakeEnvoy(opened.port());
        envoy = Optional.of(asks);
        return asks;
    }

    private FakeEnvoy open() {
        return open(UnaryOperator.identity());
    }

    @AfterEach
    void close() {
        envoy.ifPresent(FakeEnvoy::close);
        door.ifPresent(EnvoyDoor::close);
    }

    private static EnvoySettings with(
            EnvoySettings s, ProxyLimits limits, EnvoySettings.Load load, Duration deadline, FailureMode late) {
        return new EnvoySettings(
                s.listening(),
                s.identity(),
                limits,
                load,
                deadline,
                late,
                s.whenBlind(),
                s.whenUnenforceable(),
                s.passUnknownPaths());
    }

    private static EnvoySettings enforcing(EnvoySettings s, FailureMode unenforceable, FailureMode blind) {
        return new EnvoySettings(
                s.listening(),
                s.identity(),
                s.limits(),
                s.load(),
                s.deadline(),
                s.whenLate(),
                blind,
                unenforceable,
                s.passUnknownPaths());
    }

    private static ProcessingRequest ask(Modes modes) {
        return FakeEnvoy.headers(modes, new Http(FakeEnvoy.post("/v1/chat/completions"), ""), true);
    }

    private static ProcessingRequest answer(Modes modes) {
        return FakeEnvoy.headers(
                modes, new Http(Map.of(":status", "200", "content-type", "application/json"), ""), false);
    }

    private static ProcessingRequest part(String text, boolean last) {
        return FakeEnvoy.body(ByteString.copyFromUtf8(text), last, true);
    }

    private static ProcessingRequest answerPart(String text, boolean last) {
        return FakeEnvoy.body(ByteString.copyFromUtf8(text), last, false);
    }

    /** envoy#46237: the last part of a large body comes twice. */
    @ParameterizedTest
    @EnumSource(names = {"FULL_DUPLEX_STREAMED", "STREAMED", "BUFFERED"})
    void lastPartTwice_isLookedAtOnce(BodySendMode mode) {
        FakeEnvoy asks = open();
        for (boolean held : new boolean[] {false, true}) {
            if (held) {
                fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
            }
            Modes modes = new Modes(mode, mode, 7);
            try (FakeEnvoy.Stream stream = asks.open()) {
                stream.send(ask(modes));
                stream.next();
                stream.send(part(CHAT, true));
                ByteString first = stream.next().getRequestBody().toByteString();
                stream.send(part("garbage", true));
                if (mode != BodySendMode.FULL_DUPLEX_STREAMED) {
                    assertThat(stream.next()
                                    .getRequestBody()
                                    .getResponse()
                                    .getBodyMutation()
                                    .getClearBody())
                            .isTrue();
                }
                stream.send(answer(modes));
                assertThat(stream.next().getResponseCase()).isEqualTo(ProcessingResponse.ResponseCase.RESPONSE_HEADERS);
                stream.send(answerPart(ANSWER, true));
                assertThat(stream.next().getResponseCase()).isEqualTo(ProcessingResponse.ResponseCase.RESPONSE_BODY);
                stream.send(answerPart(ANSWER, true));
                if (mode != BodySendMode.FULL_DUPLEX_STREAMED) {
                    stream.next();
                }
                assertThat(first.toStringUtf8()).doesNotContain("garbage");
                assertThat(stream.waiting()).isZero();
            }
        }
        assertThat(fixture.recorder.digests).hasSize(2);
    }

    @Test
    void trailers_afterHeldBodyInFullDuplex_comeAfterTheBody() {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        try (FakeEnvoy.Stream stream = open().open()) {
            stream.send(ask(Modes.DUPLEX));
            stream.next();
            stream.send(part(CHAT, false));
            stream.send(FakeEnvoy.trailers(true));
            ProcessingResponse body = stream.next();
            assertThat(body.getRequestBody().getResponse().getBodyMutation().getStreamedResponse())
                    .satisfies(piece -> {
                        assertThat(piece.getBody().toStringUtf8()).contains("\"n\":1");
                        assertThat(piece.getEndOfStream()).isFalse();
                    });
            assertThat(stream.next().hasRequestTrailers()).isTrue();
            stream.send(answer(Modes.DUPLEX));
            stream.next();
            stream.send(answerPart(ANSWER, false));
            stream.send(FakeEnvoy.trailers(false));
            assertThat(stream.next().hasResponseBody()).isTrue();
            assertThat(stream.next().hasResponseTrailers()).isTrue();
        }
        assertThat(fixture.recorder.digests).hasSize(1);
    }

    @Test
    void trailers_afterHeldBodyInStreamed_areRefusedSinceTheBodyIsLost() {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        try (FakeEnvoy.Stream stream = open().open()) {
            stream.send(ask(Modes.STREAMED));
            stream.next();
            stream.send(part(CHAT, false));
            stream.next();
            stream.send(FakeEnvoy.trailers(true));
            assertThat(stream.next().getImmediateResponse().getStatus().getCodeValue())
                    .isEqualTo(400);
            assertThat(stream.end().isOk()).isTrue();
        }
    }

    @Test
    void trailers_afterBufferedBody_areAnsweredInKind() {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        try (FakeEnvoy.Stream stream = open().open()) {
            stream.send(ask(Modes.BUFFERED));
            stream.next();
            stream.send(part(CHAT, false));
            assertThat(stream.next()
                            .getRequestBody()
                            .getResponse()
                            .getBodyMutation()
                            .getBody()
                            .toStringUtf8())
                    .contains("\"n\":1");
            stream.send(FakeEnvoy.trailers(true));
            assertThat(stream.next().hasRequestTrailers()).isTrue();
        }
    }

    @Test
    void wrongOrder_endsTheStreamWithAnError() {
        FakeEnvoy asks = open();
        List<List<ProcessingRequest>> wrong = List.of(
                List.of(part(CHAT, true)),
                List.of(answer(Modes.BUFFERED)),
                List.of(FakeEnvoy.trailers(true)),
                List.of(ProcessingRequest.getDefaultInstance()),
                List.of(ask(Modes.BUFFERED), ask(Modes.BUFFERED)),
                List.of(ask(Modes.BUFFERED), answerPart(ANSWER, true)),
                List.of(ask(Modes.BUFFERED), answer(Modes.BUFFERED), answer(Modes.BUFFERED)));
        for (List<ProcessingRequest> messages : wrong) {
            try (FakeEnvoy.Stream stream = asks.open()) {
                messages.forEach(stream::send);
                Object event = stream.event();
                while (event instanceof ProcessingResponse) {
                    event = stream.event();
                }
                assertThat(((Status) event).getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
                fixture.assertNoCanary(event.toString());
            }
        }
        Fixture.await(() -> door.orElseThrow().active() == 0);
    }

    @Test
    void bytesThatAreNoMessage_endOnlyTheirStream() throws Exception {
        FakeEnvoy asks = open();
        MethodDescriptor.Marshaller<byte[]> raw = new MethodDescriptor.Marshaller<>() {
            @Override
            public InputStream stream(byte[] value) {
                return new ByteArrayInputStream(value);
            }

            @Override
            public byte[] parse(InputStream stream) {
                return new byte[0];
            }
        };
        MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName("envoy.service.ext_proc.v3.ExternalProcessor/Process")
                .setRequestMarshaller(raw)
                .setResponseMarshaller(raw)
                .build();
        Random random = new Random(11);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            LinkedBlockingQueue<Status> ends = new LinkedBlockingQueue<>();
            StreamObserver<byte[]> out = ClientCalls.asyncBidiStreamingCall(
                    asks.channel.newCall(method, CallOptions.DEFAULT), new StreamObserver<>() {
                        @Override
                        public void onNext(byte[] value) {}

                        @Override
                        public void onError(Throwable cause) {
                            ends.add(Status.fromThrowable(cause));
                        }

                        @Override
                        public void onCompleted() {
                            ends.add(Status.OK);
                        }
                    });
            out.onNext(bytes);
            Status end = ends.poll(20, TimeUnit.SECONDS);
            assertThat(end).isNotNull();
            assertThat(end.isOk()).isFalse();
        }
        assertThat(asks.exchange(
                                Modes.BUFFERED,
                                "/v1/chat/completions",
                                CHAT,
                                _ -> new Http(Map.of(":status", "200", "content-type", "application/json"), ANSWER))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void messageBeyondTheLimit_endsTheStream() {
        FakeEnvoy asks = open(s -> with(
                s,
                s.limits(),
                new EnvoySettings.Load(1 << 16, 100, 2, 100, 100, 64 << 20),
                s.deadline(),
                s.whenLate()));
        try (FakeEnvoy.Stream stream = asks.open()) {
            stream.send(ask(Modes.BUFFERED));
            stream.next();
            stream.send(part("x".repeat(1 << 17), true));
            assertThat(stream.end().getCode()).isIn(Status.Code.RESOURCE_EXHAUSTED, Status.Code.CANCELLED);
        }
        Fixture.await(() -> door.orElseThrow().active() == 0);
    }

    @Test
    void bodyBeyondTheLimit_isRefusedWhetherItsLengthIsSaidOrNot() {
        FakeEnvoy asks = open(s -> with(
                s,
                new ProxyLimits(1000, 1000, 2048, 1000, 1000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
                s.load(),
                s.deadline(),
                s.whenLate()));
        for (Modes modes : List.of(Modes.BUFFERED, Modes.STREAMED, Modes.DUPLEX)) {
            Map<String, String> unsaid = FakeEnvoy.post("/v1/chat/completions");
            Map<String, String> said = new LinkedHashMap<>(unsaid);
            said.put("content-length", "1001");
            for (Map<String, String> headers : List.of(unsaid, said)) {
                assertThat(asks.exchange(modes, new Http(headers, "x".repeat(1001)), http -> http)
                                .status())
                        .isEqualTo(413);
            }
        }
    }

    @Test
    void answerBeyondTheLimit_isNotPassedOnWhereARuleChangesIt() {
        FakeEnvoy asks = open(s -> with(
                s,
                new ProxyLimits(10_000, 1000, 2048, 1000, 1000, Duration.ofMinutes(1), Duration.ofMinutes(1)),
                s.load(),
                s.deadline(),
                s.whenLate()));
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        for (Modes modes : List.of(Modes.BUFFERED, Modes.STREAMED, Modes.DUPLEX)) {
            for (String type : List.of("application/json", "text/event-stream")) {
                assertThat(asks.exchange(
                                        modes,
                                        "/v1/chat/completions",
                                        CHAT,
                                        _ -> new Http(Map.of(":status", "200", "content-type", type), "x".repeat(1001)))
                                .status())
                        .isEqualTo(502);
            }
        }
    }

    @Test
    void partOfABufferedBody_isRefusedWhereAMeasureNeedsAll() {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        Modes partial = new Modes(BodySendMode.BUFFERED_PARTIAL, BodySendMode.BUFFERED_PARTIAL, 7);
        try (FakeEnvoy.Stream stream = open().open()) {
            stream.send(ask(partial));
            stream.next();
            stream.send(part(CHAT.substring(0, 20), false));
            assertThat(stream.next().getImmediateResponse().getStatus().getCodeValue())
                    .isEqualTo(413);
        }
    }

    @ParameterizedTest
    @EnumSource(FailureMode.class)
    void bodiesNotSent_underMeasure_areRefusedOrServedAndCounted(FailureMode mode) {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        FakeEnvoy asks = open(s -> enforcing(s, mode, s.whenBlind()));
        Modes none = new Modes(BodySendMode.NONE, BodySendMode.NONE, 7);
        try (FakeEnvoy.Stream stream = asks.open()) {
            stream.send(ask(none));
            ProcessingResponse told = stream.next();
            if (mode == FailureMode.REFUSE) {
                assertThat(told.getImmediateResponse().getStatus().getCodeValue())
                        .isEqualTo(503);
            } else {
                assertThat(told.hasRequestHeaders()).isTrue();
                assertThat(fixture.count("unenforced", "what", "body_not_sent")).isEqualTo(1);
                stream.send(answer(none));
                assertThat(stream.next().hasResponseHeaders()).isTrue();
                assertThat(fixture.recorder.digests).hasSize(1);
            }
        }
    }

    @Test
    void bodiesNotSent_suspendedAccount_isRefusedAllTheSame() {
        fixture.apply(account, new Countermeasure.Suspend());
        FakeEnvoy asks = open(s -> enforcing(s, FailureMode.SERVE, s.whenBlind()));
        try (FakeEnvoy.Stream stream = asks.open()) {
            stream.send(ask(new Modes(BodySendMode.NONE, BodySendMode.NONE, 7)));
            assertThat(stream.next().getImmediateResponse().getStatus().getCodeValue())
                    .isEqualTo(403);
        }
    }

    @Test
    void answerToARequestThatWasNeverWhole_isRefused() {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        try (FakeEnvoy.Stream stream = open().open()) {
            stream.send(ask(Modes.STREAMED));
            stream.next();
            stream.send(part(CHAT.substring(0, 20), false));
            stream.next();
            stream.send(answer(Modes.STREAMED));
            assertThat(stream.next().getImmediateResponse().getStatus().getCodeValue())
                    .isEqualTo(503);
        }
    }

    @Test
    void blind_requestsAreRefusedWhereSoConfigured() {
        fixture.recorder.trouble = Optional.of("The disk is full.");
        FakeEnvoy asks = open(s -> enforcing(s, s.whenUnenforceable(), FailureMode.REFUSE));
        assertThat(asks.exchange(Modes.BUFFERED, "/v1/chat/completions", CHAT, http -> http)
                        .status())
                .isEqualTo(503);
    }

    @Test
    void clientThatLeaves_isRecordedForWhatItHad() {
        FakeEnvoy asks = open();
        FakeEnvoy.Stream stream = asks.open();
        stream.send(ask(Modes.STREAMED));
        stream.next();
        stream.send(part(CHAT, true));
        stream.next();
        stream.send(answer(Modes.STREAMED));
        stream.next();
        stream.send(answerPart("{", false));
        stream.next();
        assertThat(fixture.recorder.digests).isEmpty();
        stream.cancel();
        Fixture.await(() -> fixture.recorder.digests.size() == 1);
        Fixture.await(() -> door.orElseThrow().active() == 0);
    }

    @Test
    void clientThatLeavesBeforeAnAnswer_isNotRecorded() {
        FakeEnvoy asks = open();
        FakeEnvoy.Stream stream = asks.open();
        stream.send(ask(Modes.BUFFERED));
        stream.next();
        stream.cancel();
        Fixture.await(() -> door.orElseThrow().active() == 0);
        door.orElseThrow().close();
        assertThat(fixture.recorder.digests).isEmpty();
    }

    private ProcessingRequest watched(ProcessingRequest message) {
        return message.toBuilder().setObservabilityMode(true).build();
    }

    private void watchOne(FakeEnvoy asks) {
        try (FakeEnvoy.Stream stream = asks.open()) {
            stream.send(watched(ask(Modes.STREAMED)));
            stream.send(watched(part(CHAT.substring(0, 10), false)));
            stream.send(watched(part(CHAT.substring(10), true)));
            stream.send(watched(answer(Modes.STREAMED)));
            stream.send(watched(answerPart(ANSWER, true)));
            assertThat(stream.waiting()).isZero();
        }
    }

    @Test
    void observabilityMode_isWatchedWithoutAnswersEvenWhereSuspended() {
        fixture.apply(account, new Countermeasure.Suspend());
        watchOne(open());
        Fixture.await(() -> fixture.recorder.digests.size() == 1);
        assertThat(fixture.recorder.digests.getFirst().account()).isEqualTo(account);
    }

    @Test
    void observabilityMode_saidOnceOnly_holdsForTheWholeStream() {
        FakeEnvoy asks = open();
        try (FakeEnvoy.Stream stream = asks.open()) {
            stream.send(watched(ask(Modes.STREAMED)));
            stream.send(part(CHAT, true));
            stream.send(answer(Modes.STREAMED));
            stream.send(answerPart(ANSWER, true));
            Fixture.await(() -> fixture.recorder.digests.size() == 1);
            assertThat(stream.waiting()).isZero();
        }
    }

    @Test
    void observabilityMode_moreThanTheQueueHolds_isDroppedAndCounted() {
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.recorder.onRecord = () -> awaitQuietly(goOn);
        FakeEnvoy asks = open(s -> with(
                s, s.limits(), new EnvoySettings.Load(1 << 20, 1000, 1, 10, 20, 64 << 20), s.deadline(), s.whenLate()));
        for (int i = 0; i < 30; i++) {
            watchOne(asks);
        }
        Fixture.await(() -> dropped() > 0);
        goOn.countDown();
        // Each is seen to its end or counted; one whose end alone was dropped is both.
        Fixture.await(() -> fixture.recorder.digests.size() + dropped() >= 30);
        assertThat(fixture.recorder.digests).isNotEmpty();
    }

    private double dropped() {
        return fixture.count("unwatched", "door", "envoy", "why", "dropped");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource(FailureMode.class)
    void late_answer_isRefusedOrPassedAsConfigured(FailureMode mode) {
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.recorder.onRecord = () -> awaitQuietly(goOn);
        FakeEnvoy asks = open(s -> with(s, s.limits(), s.load(), Duration.ofMillis(1500), mode));
        try (FakeEnvoy.Stream stream = asks.open()) {
            stream.send(ask(Modes.DUPLEX));
            stream.next();
            stream.send(part(CHAT, true));
            stream.next();
            stream.send(answer(Modes.DUPLEX));
            stream.next();
            stream.send(answerPart(ANSWER, true));
            ProcessingResponse told = stream.next();
            if (mode == FailureMode.REFUSE) {
                assertThat(told.getImmediateResponse().getStatus().getCodeValue())
                        .isEqualTo(503);
            } else {
                assertThat(told.getResponseBody()
                                .getResponse()
                                .getBodyMutation()
                                .getStreamedResponse())
                        .satisfies(piece -> {
                            assertThat(piece.getBody().toStringUtf8()).isEqualTo(ANSWER);
                            assertThat(piece.getEndOfStream()).isTrue();
                        });
                stream.send(FakeEnvoy.trailers(false));
                assertThat(stream.next().hasResponseTrailers()).isTrue();
            }
            assertThat(fixture.count("unwatched", "door", "envoy", "why", "late"))
                    .isEqualTo(1);
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void late_answerOfWhichSomethingWasHeldBack_isRefusedEvenWhereOthersAreServed() {
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.recorder.onRecord = () -> awaitQuietly(goOn);
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        FakeEnvoy asks = open(s -> with(s, s.limits(), s.load(), Duration.ofMillis(1500), FailureMode.SERVE));
        try (FakeEnvoy.Stream stream = asks.open()) {
            stream.send(ask(Modes.STREAMED));
            stream.next();
            stream.send(part(CHAT, true));
            stream.next();
            stream.send(answer(Modes.STREAMED));
            stream.next();
            stream.send(answerPart(ANSWER.substring(0, 5), false));
            stream.next();
            stream.send(answerPart(ANSWER.substring(5), true));
            assertThat(stream.next().hasImmediateResponse()).isTrue();
        } finally {
            goOn.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(FailureMode.class)
    void moreStreamsThanAllowed_areRefusedOrLeftAloneAsConfigured(FailureMode mode) {
        FakeEnvoy asks = open(
                s -> with(s, s.limits(), new EnvoySettings.Load(1 << 20, 1, 1, 10, 10, 64 << 20), s.deadline(), mode));
        try (FakeEnvoy.Stream first = asks.open()) {
            first.send(ask(Modes.BUFFERED));
            first.next();
            try (FakeEnvoy.Stream second = asks.open()) {
                if (mode == FailureMode.REFUSE) {
                    assertThat(second.next().getImmediateResponse().getStatus().getCodeValue())
                            .isEqualTo(503);
                }
                assertThat(second.end().isOk()).isTrue();
            }
        }
        Fixture.await(() -> door.orElseThrow().active() == 0);
    }

    @Test
    void burst_ofStreams_isAnsweredEachInKind() {
        FakeEnvoy asks = open();
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        List<FakeEnvoy.Stream> streams = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            FakeEnvoy.Stream stream = asks.open();
            stream.send(ask(Modes.DUPLEX));
            stream.send(part(CHAT, true));
            streams.add(stream);
        }
        for (FakeEnvoy.Stream stream : streams) {
            assertThat(stream.next().hasRequestHeaders()).isTrue();
            assertThat(stream.next().hasRequestBody()).isTrue();
            stream.send(answer(Modes.DUPLEX));
            stream.send(answerPart(ANSWER, true));
        }
        for (FakeEnvoy.Stream stream : streams) {
            assertThat(stream.next().hasResponseHeaders()).isTrue();
            assertThat(stream.next().hasResponseBody()).isTrue();
            stream.close();
        }
        assertThat(fixture.recorder.digests).hasSize(200);
        Fixture.await(() -> door.orElseThrow().active() == 0);
        fixture.assertNoCanary();
    }

    @Test
    void moreBytesThanMayBeHeld_areRefusedAndAllAreGivenBack() {
        FakeEnvoy asks = open(s -> with(
                s,
                s.limits(),
                new EnvoySettings.Load(1 << 16, 100, 2, 100, 100, 1 << 16),
                s.deadline(),
                FailureMode.REFUSE));
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        Modes modes = Modes.STREAMED;
        try (FakeEnvoy.Stream first = asks.open();
                FakeEnvoy.Stream second = asks.open()) {
            for (FakeEnvoy.Stream stream : List.of(first, second)) {
                stream.send(ask(modes));
                stream.next();
            }
            first.send(part("x".repeat(40_000), false));
            assertThat(first.next().hasRequestBody()).isTrue();
            assertThat(door.orElseThrow().heldBytes()).isBetween(40_000L, 65_536L);
            second.send(part("x".repeat(40_000), false));
            assertThat(second.next().getImmediateResponse().getStatus().getCodeValue())
                    .isEqualTo(503);
        }
        Fixture.await(() -> door.orElseThrow().heldBytes() == 0);
    }

    @Test
    void envoyThatReadsNoReplies_isNotReadFromEither() throws Exception {
        FakeEnvoy asks = open();
        byte[] sent = new byte[65_536];
        new Random(3).nextBytes(sent);
        int parts = 300;
        LinkedBlockingQueue<ProcessingResponse> told = new LinkedBlockingQueue<>();
        SlowEnvoy slow = new SlowEnvoy(told);
        StreamObserver<ProcessingRequest> out = asks.open(slow);
        out.onNext(ask(Modes.DUPLEX));
        for (int i = 0; i < parts; i++) {
            out.onNext(FakeEnvoy.body(ByteString.copyFrom(sent), i == parts - 1, true));
        }
        // The first replies have left; more would only pile up, so no more is read, and this side is held back.
        Fixture.await(() -> slow.stream.isPresent() && !slow.stream.get().isReady());
        slow.stream.orElseThrow().request(Integer.MAX_VALUE);
        ByteString all = ByteString.EMPTY;
        while (all.size() < parts * sent.length) {
            ProcessingResponse next = told.poll(20, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            all = all.concat(next.getRequestBody()
                    .getResponse()
                    .getBodyMutation()
                    .getStreamedResponse()
                    .getBody());
        }
        for (int i = 0; i < parts; i++) {
            assertThat(all.substring(i * sent.length, (i + 1) * sent.length)).isEqualTo(ByteString.copyFrom(sent));
        }
        out.onCompleted();
    }

    @Test
    void withoutAWordOnModes_bodiesAreAnsweredPartByPart() {
        fixture.apply(account, new Countermeasure.Deter(Fixture.everything()));
        try (FakeEnvoy.Stream stream = open().open()) {
            stream.send(ask(Modes.BUFFERED).toBuilder().clearProtocolConfig().build());
            stream.next();
            stream.send(part(CHAT.substring(0, 10), false));
            assertThat(stream.next()
                            .getRequestBody()
                            .getResponse()
                            .getBodyMutation()
                            .getClearBody())
                    .isTrue();
            stream.send(part(CHAT.substring(10), true));
            assertThat(stream.next()
                            .getRequestBody()
                            .getResponse()
                            .getBodyMutation()
                            .getBody()
                            .toStringUtf8())
                    .contains("\"n\":1");
        }
    }

    /** Takes replies only when asked to. */
    private static final class SlowEnvoy implements ClientResponseObserver<ProcessingRequest, ProcessingResponse> {
        private final LinkedBlockingQueue<ProcessingResponse> told;
        private volatile Optional<ClientCallStreamObserver<ProcessingRequest>> stream = Optional.empty();

        SlowEnvoy(LinkedBlockingQueue<ProcessingResponse> told) {
            this.told = told;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<ProcessingRequest> requests) {
            requests.disableAutoRequestWithInitial(0);
            stream = Optional.of(requests);
        }

        @Override
        public void onNext(ProcessingResponse response) {
            told.add(response);
        }

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }

    @Test
    void start_unprovedOnOtherAddresses_isRefused() {
        EnvoySettings s = EnvoyDoorTest.settings(new EnvoyIdentity.ApiKey());
        EnvoySettings anywhere = new EnvoySettings(
                new Listening("0.0.0.0", 0, Optional.empty()),
                s.identity(),
                s.limits(),
                s.load(),
                s.deadline(),
                s.whenLate(),
                s.whenBlind(),
                s.whenUnenforceable(),
                false);
        assertThatThrownBy(() -> EnvoyDoor.start(anywhere, fixture.names, Principal::of, fixture.parts))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("0.0.0.0");
    }
}
