// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.enforce.AnswerRewriter;
import dev.stillwatch.enforce.Problem;
import dev.stillwatch.enforce.StreamRewriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Passes an answer back: as it comes, or changed event by event, or changed as a whole.
 *
 * <p>The exchange is recorded before the client has the last byte, so that none that was answered is lost when the
 * process dies. Memory: what the client has not taken yet, bounded by holding the model server back; a whole answer only
 * where a rule changes it.
 */
final class AnswerPipe {
    private static final List<String> OF_THE_BODY =
            List.of("etag", "content-md5", "digest", "content-digest", "repr-digest");

    private final Surroundings around;
    private final HttpClientResponse answer;
    private final HttpServerResponse response;
    private final Sighting sighting;
    private final Optional<AnswerRewriter> rewriter;
    private boolean over;

    /** How an answer ended. */
    sealed interface Outcome {
        /** The client has all of it. */
        record Complete() implements Outcome {}

        /** The model server broke off. */
        record Cut() implements Outcome {}

        /** An event is too long to be changed, so the stream ends before it. */
        record TooLong() implements Outcome {}

        /** It may not be passed on. */
        record Refused(Problem problem) implements Outcome {}

        /** The client takes no more. */
        record Stalled() implements Outcome {}
    }

    AnswerPipe(
            Surroundings around,
            HttpClientResponse answer,
            HttpServerResponse response,
            Sighting sighting,
            Optional<AnswerRewriter> rewriter) {
        this.around = around;
        this.answer = answer;
        this.response = response;
        this.sighting = sighting;
        this.rewriter = rewriter;
    }

    void run(Consumer<Outcome> ended) {
        Consumer<Outcome> once = outcome -> {
            if (!over) {
                over = true;
                ended.accept(outcome);
            }
        };
        answer.exceptionHandler(_ -> once.accept(new Outcome.Cut()));
        boolean changes = rewriter.isPresent() && answer.statusCode() / 100 == 2;
        if (!changes) {
            stream(once, chunk -> Optional.of(chunk), Buffer::buffer);
            return;
        }
        AnswerForm form = AnswerForm.of(header("content-type"), header("content-encoding"), header("content-length"));
        if (form == AnswerForm.UNREADABLE && rewriter.get().mayPassUnread()) {
            stream(once, chunk -> Optional.of(chunk), Buffer::buffer);
            return;
        }
        // Of the answer as it was, not as the client gets it.
        OF_THE_BODY.forEach(response.headers()::remove);
        switch (form) {
            case UNREADABLE -> once.accept(new Outcome.Refused(AnswerForm.PROBLEM));
            case WHOLE -> whole(once, rewriter.get());
            case EMPTY -> stream(once, chunk -> Optional.of(chunk), Buffer::buffer);
            case EVENTS -> {
                response.headers().remove("content-length");
                StreamRewriter events =
                        new StreamRewriter(rewriter.get(), around.limits().eventBytes());
                stream(once, chunk -> events.accept(chunk.getBytes()).map(Buffer::buffer), () -> {
                    if (events.unreadable() > 0) {
                        around.metrics().count("dropped_events", "why", "unreadable");
                    }
                    return Buffer.buffer(events.end());
                });
            }
        }
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(answer.getHeader(name));
    }

    private interface Change {
        /** What to pass on for a chunk; empty when the stream must be ended. */
        Optional<Buffer> of(Buffer chunk);
    }

    private interface Rest {
        Buffer atEnd();
    }

    private void stream(Consumer<Outcome> ended, Change change, Rest rest) {
        Optional<Long> expected =
                Optional.ofNullable(response.headers().get("content-length")).flatMap(AnswerPipe::number);
        if (expected.isEmpty()) {
            response.setChunked(true);
            response.putHeader("x-accel-buffering", "no");
            if (answer.getHeader("content-type") != null
                    && answer.getHeader("content-type").startsWith("text/event-stream")) {
                // The client learns at once that its stream has begun; a model may think for minutes.
                response.writeHead();
            }
        }
        long[] passed = {0};
        answer.handler(chunk -> {
            sighting.answer(chunk);
            Optional<Buffer> out = change.of(chunk);
            if (out.isEmpty()) {
                ended.accept(new Outcome.TooLong());
                return;
            }
            passed[0] += chunk.length();
            if (expected.isPresent() && passed[0] >= expected.get()) {
                last(out.get(), ended);
            } else {
                write(out.get(), ended);
            }
        });
        answer.endHandler(_ -> sighting.record(around.large(), () -> {
            if (gone()) {
                return;
            }
            Buffer last = rest.atEnd();
            if (last.length() > 0) {
                response.write(last);
            }
            response.end();
            ended.accept(new Outcome.Complete());
        }));
    }

    /** Passes on the last bytes of an answer of known length, once the exchange is recorded. */
    private void last(Buffer out, Consumer<Outcome> ended) {
        boolean waits = sighting.isReading();
        if (waits) {
            answer.pause();
        }
        sighting.record(around.large(), () -> {
            write(out, ended);
            if (waits && !gone() && !response.writeQueueFull()) {
                answer.resume();
            }
        });
    }

    /** Whether the client left, or was sent away, while its request was being read. */
    private boolean gone() {
        return over || response.closed() || response.ended();
    }

    private void write(Buffer out, Consumer<Outcome> ended) {
        if (out.length() == 0 || gone()) {
            return;
        }
        response.write(out);
        if (response.writeQueueFull()) {
            answer.pause();
            Stall stall = Stall.watch(around, () -> ended.accept(new Outcome.Stalled()));
            response.drainHandler(_ -> {
                stall.over();
                answer.resume();
            });
        }
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private void whole(Consumer<Outcome> ended, AnswerRewriter change) {
        Buffer body = Buffer.buffer();
        answer.handler(chunk -> {
            if (body.length() + chunk.length() > around.limits().answerBytes()) {
                answer.handler(_ -> {});
                ended.accept(new Outcome.Refused(AnswerForm.PROBLEM));
            } else {
                sighting.answer(chunk);
                body.appendBuffer(chunk);
            }
        });
        answer.endHandler(_ -> {
            if (over) {
                return;
            }
            Optional<byte[]> changed = change.rewrite(body.getBytes());
            if (changed.isEmpty()) {
                ended.accept(new Outcome.Refused(AnswerForm.PROBLEM));
                return;
            }
            sighting.record(around.large(), () -> {
                if (gone()) {
                    return;
                }
                response.putHeader("content-length", Integer.toString(changed.get().length));
                response.end(Buffer.buffer(changed.get()));
                ended.accept(new Outcome.Complete());
            });
        });
    }
}
