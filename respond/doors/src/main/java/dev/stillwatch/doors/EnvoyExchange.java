// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import com.google.protobuf.ByteString;
import dev.stillwatch.doors.DoorMetrics.Unenforced;
import dev.stillwatch.doors.EnvoyReplies.Side;
import dev.stillwatch.enforce.AnswerRewriter;
import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.Refusal;
import dev.stillwatch.exchange.Api;
import dev.stillwatch.extproc.BodySendMode;
import dev.stillwatch.extproc.HeaderMutation;
import dev.stillwatch.extproc.HttpBody;
import dev.stillwatch.extproc.HttpHeaders;
import dev.stillwatch.extproc.ProcessingRequest;
import dev.stillwatch.extproc.ProcessingResponse;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Problems;
import dev.stillwatch.gateway.RequestRules;
import dev.stillwatch.gateway.Sighting;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The request side of one exchange that Envoy asks about, and what both sides share: message in, messages out, no
 * network.
 *
 * <p>Requests of accounts for which nothing holds pass part by part. Others are held back until they are whole, changed,
 * and given on. Thread-safe: a client may leave while a message is worked on.
 */
final class EnvoyExchange {
    private static final Problem TRAILERS =
            new Problem(400, "request_trailers", "Send the request without trailers after its body.");

    private final EnvoySurroundings around;
    private final EnvoyArrival arrivals;
    private final boolean watchesOnly;
    private final EnvoyBody request;
    private final EnvoyBody answer;

    private Dialect dialect = Dialect.OPENAI;
    private Optional<Sighting> sighting = Optional.empty();
    private Optional<Api> held = Optional.empty();
    private String account = "";
    private Optional<AnswerRewriter> rewriter = Optional.empty();
    private Optional<EnvoyAnswer> answering = Optional.empty();
    private long asked;
    private boolean refused;

    /** A message that Envoy does not send in this place: whoever does is not Envoy, or is set up in an unknown way. */
    static final class OutOfOrder extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutOfOrder(String message) {
            super(message);
        }
    }

    /**
     * @param first message of the stream; it says how bodies are sent
     */
    EnvoyExchange(EnvoySurroundings around, ProcessingRequest first) {
        this.around = around;
        this.arrivals = new EnvoyArrival(around);
        this.watchesOnly = first.getObservabilityMode();
        // Without a word on modes, parts are answered one by one, which suits whole bodies as well.
        this.request = new EnvoyBody(
                Side.REQUEST,
                first.hasProtocolConfig() ? first.getProtocolConfig().getRequestBodyMode() : BodySendMode.STREAMED);
        this.answer = new EnvoyBody(
                Side.ANSWER,
                first.hasProtocolConfig() ? first.getProtocolConfig().getResponseBodyMode() : BodySendMode.STREAMED);
        if (first.getRequestCase() != ProcessingRequest.RequestCase.REQUEST_HEADERS) {
            throw new OutOfOrder("the stream must begin with the headers of a request");
        }
    }

    /** What Envoy is told; empty where it waits for no answer. After a refusal nothing more comes. */
    synchronized List<ProcessingResponse> accept(ProcessingRequest message) {
        if (refused) {
            return List.of();
        }
        return switch (message.getRequestCase()) {
            case REQUEST_HEADERS -> requestHeaders(message);
            case REQUEST_BODY -> requestBody(message.getRequestBody());
            case REQUEST_TRAILERS -> requestTrailers();
            case RESPONSE_HEADERS -> responseHeaders(message.getResponseHeaders());
            case RESPONSE_BODY ->
                answering
                        .orElseThrow(() -> new OutOfOrder("a body of an answer must follow its headers"))
                        .body(message.getResponseBody());
            case RESPONSE_TRAILERS ->
                answering
                        .orElseThrow(() -> new OutOfOrder("trailers of an answer must follow its headers"))
                        .trailers();
            case REQUEST_NOT_SET -> throw new OutOfOrder("a message holds none of the parts that are known");
        };
    }

    private List<ProcessingResponse> requestHeaders(ProcessingRequest message) {
        if (sighting.isPresent()) {
            throw new OutOfOrder("a stream has headers of one request only");
        }
        boolean noBody = message.getRequestHeaders().getEndOfStream();
        EnvoyArrival.Outcome outcome =
                watchesOnly ? arrivals.watched(message) : arrivals.admitted(message, request.isSent() || noBody);
        return switch (outcome) {
            case EnvoyArrival.Outcome.Refused refusal -> {
                dialect = refusal.dialect();
                yield refuse(refusal.problem());
            }
            case EnvoyArrival.Outcome.Admitted admitted -> begin(admitted, noBody);
        };
    }

    private List<ProcessingResponse> begin(EnvoyArrival.Outcome.Admitted admitted, boolean noBody) {
        dialect = admitted.dialect();
        account = admitted.principal().account();
        held = admitted.held() ? admitted.api() : Optional.empty();
        rewriter = admitted.answers();
        Sighting seen = new Sighting(around.watching(), admitted.principal(), admitted.api(), admitted.client());
        seen.watched(admitted.watched());
        sighting = Optional.of(seen);
        if (noBody) {
            request.end();
            if (held.isPresent()) {
                return judgeWithoutBody(held.get());
            }
            seen.askedAll();
        }
        HeaderMutation.Builder change =
                HeaderMutation.newBuilder().addSetHeaders(EnvoyReplies.header("accept-encoding", "identity"));
        if (held.isPresent() && request.isStreamed()) {
            change.addRemoveHeaders("content-length");
        }
        return List.of(EnvoyReplies.headers(Side.REQUEST, change.build()));
    }

    /** A model asked for nothing: refused by the guard, or as what cannot be read. Either way no body can follow. */
    private List<ProcessingResponse> judgeWithoutBody(Api api) {
        List<ProcessingResponse> told = judge(api, ByteString.EMPTY, true);
        return refused ? told : List.of(EnvoyReplies.headers(Side.REQUEST, HeaderMutation.getDefaultInstance()));
    }

    private List<ProcessingResponse> requestBody(HttpBody part) {
        Sighting seen = sighting.orElseThrow(() -> new OutOfOrder("a body must follow its headers"));
        if (request.ended()) {
            return request.surplus();
        }
        asked += part.getBody().size();
        if (!watchesOnly && asked > around.settings().limits().requestBytes()) {
            return refuse(Problems.TOO_LONG);
        }
        boolean last = request.isLast(part.getEndOfStream());
        if (held.isEmpty()) {
            seen.asked(buffer(part.getBody()));
            if (last) {
                request.end();
                seen.askedAll();
            }
            return request.pass(part.getBody(), part.getEndOfStream());
        }
        if (!last) {
            return request.isPartial() ? refuse(Problems.TOO_LONG) : request.hold(part.getBody());
        }
        request.end();
        return judge(held.get(), request.whole(part.getBody()), part.getEndOfStream());
    }

    private List<ProcessingResponse> judge(Api api, ByteString body, boolean endOfStream) {
        held = Optional.empty();
        Sighting seen = sighting.orElseThrow();
        return switch (around.rules().apply(api, account, body.toByteArray())) {
            case RequestRules.Outcome.Refused(Refusal refusal) -> refuse(Problem.of(refusal));
            case RequestRules.Outcome.Passed passed -> {
                rewriter = passed.answers();
                seen.watched(passed.watched());
                seen.asked(buffer(body));
                seen.askedAll();
                yield request.replace(
                        passed.body()
                                .map(changed -> ByteString.copyFrom(changed.getBytes()))
                                .orElse(body),
                        endOfStream);
            }
        };
    }

    private List<ProcessingResponse> requestTrailers() {
        Sighting seen = sighting.orElseThrow(() -> new OutOfOrder("trailers must follow headers"));
        if (request.ended()) {
            return List.of(EnvoyReplies.trailers(Side.REQUEST));
        }
        request.end();
        if (held.isEmpty()) {
            seen.askedAll();
            return List.of(EnvoyReplies.trailers(Side.REQUEST));
        }
        if (!request.isDuplex()) {
            // The body was kept back, and in reply to trailers Envoy takes no body.
            return refuse(TRAILERS);
        }
        List<ProcessingResponse> whole = judge(held.get(), request.whole(ByteString.EMPTY), false);
        return refused
                ? whole
                : Stream.concat(whole.stream(), Stream.of(EnvoyReplies.trailers(Side.REQUEST)))
                        .toList();
    }

    private List<ProcessingResponse> responseHeaders(HttpHeaders message) {
        Sighting seen = sighting.orElseThrow(() -> new OutOfOrder("an answer must follow its request"));
        if (answering.isPresent()) {
            throw new OutOfOrder("a stream has headers of one answer only");
        }
        EnvoyHeaders headers = new EnvoyHeaders(message.getHeaders());
        int status = (int) EnvoyHeaders.number(headers.first(":status")).orElse(0);
        if (held.isPresent()) {
            // The model answered a request that this door never saw whole, so nothing was checked.
            if (around.settings().whenUnenforceable() == FailureMode.REFUSE) {
                return refuse(Problems.UNAVAILABLE);
            }
            around.metrics().unenforced(Unenforced.BODY_NOT_SENT);
            held = Optional.empty();
        }
        if (!request.ended()) {
            request.end();
            seen.askedAll();
        }
        seen.answering(status);
        boolean changes = !watchesOnly && status / 100 == 2 && !message.getEndOfStream();
        EnvoyAnswer answers = new EnvoyAnswer(
                around, answer, seen, changes ? rewriter : Optional.empty(), problem -> refuse(problem));
        answering = Optional.of(answers);
        return answers.headers(headers, message.getEndOfStream());
    }

    static Buffer buffer(ByteString bytes) {
        return Buffer.buffer(bytes.toByteArray());
    }

    private List<ProcessingResponse> refuse(Problem problem) {
        refused = true;
        if (watchesOnly) {
            return List.of();
        }
        around.metrics().refused(problem.code());
        return List.of(EnvoyReplies.instead(problem, dialect));
    }

    /** Whether the client has been given something else than an answer of the model's. */
    boolean refused() {
        return refused;
    }

    /** Bytes that are kept until more has come; asked between messages only. */
    long heldBytes() {
        long inspected = request.ended() || held.isPresent()
                ? 0
                : Math.min(asked, around.watching().inspectedBytes());
        return inspected + request.heldBytes() + answer.heldBytes();
    }

    /** Whether Envoy waits for no answers. */
    boolean watchesOnly() {
        return watchesOnly;
    }

    EnvoyBody request() {
        return request;
    }

    EnvoyBody answer() {
        return answer;
    }

    /** The stream is over: what the client has had until then counts. */
    synchronized void over() {
        if (!refused) {
            sighting.ifPresent(Sighting::clientGone);
        }
    }
}
