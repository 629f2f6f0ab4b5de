// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import com.google.protobuf.ByteString;
import dev.stillwatch.doors.DoorMetrics.Unenforced;
import dev.stillwatch.doors.EnvoyReplies.Side;
import dev.stillwatch.enforce.AnswerRewriter;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.StreamRewriter;
import dev.stillwatch.extproc.HeaderMutation;
import dev.stillwatch.extproc.HttpBody;
import dev.stillwatch.extproc.ProcessingResponse;
import dev.stillwatch.gateway.AnswerForm;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Problems;
import dev.stillwatch.gateway.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The answer side of one exchange that Envoy asks about. The exchange is recorded before Envoy is given the last part.
 * Memory: one event, or a whole answer, only where a rule changes it.
 */
final class EnvoyAnswer {
    private final EnvoySurroundings around;
    private final EnvoyBody body;
    private final Sighting sighting;
    private final Function<Problem, List<ProcessingResponse>> refuse;
    private Optional<AnswerRewriter> rewriter;
    private Optional<StreamRewriter> events = Optional.empty();

    EnvoyAnswer(
            EnvoySurroundings around,
            EnvoyBody body,
            Sighting sighting,
            Optional<AnswerRewriter> rewriter,
            Function<Problem, List<ProcessingResponse>> refuse) {
        this.around = around;
        this.body = body;
        this.sighting = sighting;
        this.rewriter = rewriter;
        this.refuse = refuse;
    }

    List<ProcessingResponse> headers(EnvoyHeaders headers, boolean noBody) {
        HeaderMutation.Builder change = HeaderMutation.newBuilder();
        if (rewriter.isPresent()) {
            AnswerForm form = AnswerForm.of(
                    headers.first("content-type"), headers.first("content-encoding"), headers.first("content-length"));
            switch (form) {
                case UNREADABLE -> {
                    if (!rewriter.get().mayPassUnread()) {
                        return refuse.apply(AnswerForm.PROBLEM);
                    }
                    rewriter = Optional.empty();
                }
                case EMPTY -> rewriter = Optional.empty();
                case EVENTS ->
                    events = rewriter.map(answers -> new StreamRewriter(
                            answers, around.settings().limits().eventBytes()));
                case WHOLE -> {}
            }
        }
        if (rewriter.isPresent() && !body.isSent()) {
            if (around.settings().whenUnenforceable() == FailureMode.REFUSE) {
                return refuse.apply(Problems.UNAVAILABLE);
            }
            around.metrics().unenforced(Unenforced.BODY_NOT_SENT);
            rewriter = Optional.empty();
        }
        if (rewriter.isPresent()) {
            change.addRemoveHeaders("content-length");
        }
        if (noBody || !body.isSent()) {
            body.end();
            record();
        }
        return List.of(EnvoyReplies.headers(Side.ANSWER, change.build()));
    }

    List<ProcessingResponse> body(HttpBody part) {
        if (body.ended()) {
            return body.surplus();
        }
        sighting.answer(EnvoyExchange.buffer(part.getBody()));
        boolean last = body.isLast(part.getEndOfStream());
        if (last) {
            body.end();
        }
        if (rewriter.isEmpty()) {
            if (last) {
                record();
            }
            return body.pass(part.getBody(), part.getEndOfStream());
        }
        if (!last && body.isPartial()) {
            if (rewriter.get().mayPassUnread()) {
                rewriter = Optional.empty();
                return body.pass(part.getBody(), part.getEndOfStream());
            }
            return refuse.apply(AnswerForm.PROBLEM);
        }
        return events.isPresent()
                ? event(events.get(), part, last)
                : whole(rewriter.get(), part.getBody(), last, part.getEndOfStream());
    }

    private List<ProcessingResponse> event(StreamRewriter stream, HttpBody part, boolean last) {
        Optional<byte[]> out = stream.accept(part.getBody().toByteArray());
        if (out.isEmpty()) {
            return refuse.apply(AnswerForm.PROBLEM);
        }
        ByteString bytes = ByteString.copyFrom(out.get());
        if (last) {
            bytes = bytes.concat(ByteString.copyFrom(stream.end()));
            record();
        }
        List<ProcessingResponse> replies = body.replace(bytes, part.getEndOfStream());
        if (!last) {
            body.holding();
        }
        return replies;
    }

    private List<ProcessingResponse> whole(AnswerRewriter answers, ByteString part, boolean last, boolean endOfStream) {
        if ((long) body.heldBytes() + part.size() > around.settings().limits().answerBytes()) {
            return refuse.apply(AnswerForm.PROBLEM);
        }
        if (!last) {
            return body.hold(part);
        }
        Optional<byte[]> changed = answers.rewrite(body.whole(part).toByteArray());
        if (changed.isEmpty()) {
            return refuse.apply(AnswerForm.PROBLEM);
        }
        record();
        return body.replace(ByteString.copyFrom(changed.get()), endOfStream);
    }

    List<ProcessingResponse> trailers() {
        List<ProcessingResponse> trailers = List.of(EnvoyReplies.trailers(Side.ANSWER));
        if (body.ended()) {
            return trailers;
        }
        body.end();
        if (rewriter.isEmpty()) {
            record();
            return trailers;
        }
        if (!body.isDuplex()) {
            // In reply to trailers Envoy takes no body: an answer of which something is still held back is lost.
            return events.filter(stream -> stream.end().length == 0).isPresent()
                    ? recorded(trailers)
                    : refuse.apply(AnswerForm.PROBLEM);
        }
        List<ProcessingResponse> rest = events.isPresent()
                ? event(events.get(), HttpBody.getDefaultInstance(), true)
                : whole(rewriter.get(), ByteString.EMPTY, true, false);
        return rest.stream().anyMatch(ProcessingResponse::hasImmediateResponse)
                ? rest
                : Stream.concat(rest.stream(), trailers.stream()).toList();
    }

    private List<ProcessingResponse> recorded(List<ProcessingResponse> replies) {
        record();
        return replies;
    }

    private void record() {
        sighting.record();
        around.metrics().served();
    }
}
