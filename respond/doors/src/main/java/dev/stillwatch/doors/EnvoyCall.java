// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.doors;

import dev.stillwatch.doors.DoorMetrics.Unwatched;
import dev.stillwatch.enforce.Dialect;
import dev.stillwatch.extproc.ProcessingRequest;
import dev.stillwatch.extproc.ProcessingResponse;
import dev.stillwatch.gateway.FailureMode;
import dev.stillwatch.gateway.Problems;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One stream of Envoy's: one message is worked on at a time, away from the network's threads, and answered by a deadline.
 *
 * <p>The next message is asked for only when the last is answered and Envoy takes what it is sent, so a stream holds one
 * message, and what its exchange holds back. Thread-safe.
 */
final class EnvoyCall implements StreamObserver<ProcessingRequest> {
    private final EnvoySurroundings around;
    private final EnvoyThreads threads;
    private final ServerCallStreamObserver<ProcessingResponse> out;
    private final Runnable whenOver;

    private Optional<EnvoyExchange> exchange = Optional.empty();
    private Optional<EnvoyPassThrough> passThrough = Optional.empty();
    private Optional<Turn> current = Optional.empty();
    private long holds;
    private boolean wantsMore;
    private boolean closed;
    private boolean lost;

    /** A message that waits for its answer. */
    private final class Turn implements Runnable {
        private final ProcessingRequest message;
        private final EnvoyExchange works;
        private final EnvoyPassThrough otherwise;
        private final boolean torn;
        private Optional<ScheduledFuture<?>> alarm = Optional.empty();

        Turn(ProcessingRequest message, EnvoyExchange works) {
            this.message = message;
            this.works = works;
            // As things stand before the message is worked on: the work may have got anywhere when time is up.
            this.otherwise = new EnvoyPassThrough(
                    works.request().asFarAs(works.request().ended()),
                    works.answer().asFarAs(works.answer().ended()));
            this.torn = works.request().holdsBack() || works.answer().holdsBack();
        }

        @Override
        public void run() {
            List<ProcessingResponse> replies;
            try {
                replies = works.accept(message);
            } catch (EnvoyExchange.OutOfOrder e) {
                fail(this, Status.FAILED_PRECONDITION.withDescription(e.getMessage()));
                return;
            } catch (RuntimeException e) {
                // Whatever it is, its message may hold parts of a prompt.
                fail(this, Status.INTERNAL.withDescription("the message cannot be processed"));
                return;
            }
            answered(this, replies);
        }
    }

    EnvoyCall(
            EnvoySurroundings around,
            EnvoyThreads threads,
            ServerCallStreamObserver<ProcessingResponse> out,
            Runnable whenOver) {
        this.around = around;
        this.threads = threads;
        this.out = out;
        this.whenOver = whenOver;
        out.disableAutoRequest();
        out.setOnReadyHandler(this::ready);
        out.setOnCancelHandler(this::over);
        out.request(1);
    }

    @Override
    public void onNext(ProcessingRequest message) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (exchange.isEmpty()) {
                try {
                    exchange = Optional.of(new EnvoyExchange(around, message));
                } catch (EnvoyExchange.OutOfOrder e) {
                    close(Status.FAILED_PRECONDITION.withDescription(e.getMessage()));
                    return;
                }
            }
            if (exchange.get().watchesOnly()) {
                watch(exchange.get(), message);
                out.request(1);
            } else if (passThrough.isPresent()) {
                send(passThrough.get().accept(message));
            } else {
                work(new Turn(message, exchange.get()));
            }
        }
    }

    /** Nobody waits for an answer, so the message may wait; where too many do, the rest of the exchange is not seen. */
    private void watch(EnvoyExchange watched, ProcessingRequest message) {
        if (!lost && !threads.watch(() -> watched.accept(message), message.getSerializedSize())) {
            lost = true;
            around.metrics().unwatched(Unwatched.DROPPED);
        }
    }

    private void work(Turn turn) {
        current = Optional.of(turn);
        if (!threads.hold(turn.message.getSerializedSize())) {
            late(turn);
            return;
        }
        holds += turn.message.getSerializedSize();
        turn.alarm = Optional.of(threads.clock()
                .schedule(() -> late(turn), around.settings().deadline().toNanos(), TimeUnit.NANOSECONDS));
        try {
            threads.workers().execute(turn);
        } catch (RejectedExecutionException e) {
            late(turn);
        }
    }

    private synchronized void answered(Turn turn, List<ProcessingResponse> replies) {
        if (isOver(turn)) {
            return;
        }
        keep(turn.works.heldBytes());
        send(replies);
        if (turn.works.refused()) {
            close(Status.OK);
        }
    }

    private synchronized void late(Turn turn) {
        if (isOver(turn)) {
            return;
        }
        around.metrics().unwatched(Unwatched.LATE);
        if (around.settings().whenLate() == FailureMode.REFUSE || turn.torn) {
            send(List.of(EnvoyReplies.instead(Problems.UNAVAILABLE, Dialect.OPENAI)));
            close(Status.OK);
        } else {
            keep(0);
            passThrough = Optional.of(turn.otherwise);
            send(turn.otherwise.accept(turn.message));
        }
    }

    private void keep(long bytes) {
        threads.release(holds - bytes);
        holds = bytes;
    }

    private synchronized void fail(Turn turn, Status status) {
        if (!isOver(turn)) {
            close(status);
        }
    }

    /** Whether a message has its answer already; if not, it has from now on. */
    private boolean isOver(Turn turn) {
        if (closed || current.filter(turn::equals).isEmpty()) {
            return true;
        }
        current = Optional.empty();
        turn.alarm.ifPresent(alarm -> alarm.cancel(false));
        return false;
    }

    private void send(List<ProcessingResponse> replies) {
        replies.forEach(out::onNext);
        if (out.isReady()) {
            out.request(1);
        } else {
            wantsMore = true;
        }
    }

    private synchronized void ready() {
        if (wantsMore && !closed) {
            wantsMore = false;
            out.request(1);
        }
    }

    private void close(Status status) {
        if (status.isOk()) {
            out.onCompleted();
        } else {
            out.onError(status.asException());
        }
        over();
    }

    @Override
    public synchronized void onError(Throwable cause) {
        over();
    }

    @Override
    public synchronized void onCompleted() {
        if (!closed) {
            out.onCompleted();
        }
        over();
    }

    /** Records what was seen until now, after all that still waits has been looked at. */
    private synchronized void over() {
        if (closed) {
            return;
        }
        closed = true;
        keep(0);
        current.flatMap(turn -> turn.alarm).ifPresent(alarm -> alarm.cancel(false));
        exchange.filter(_ -> !lost).ifPresent(seen -> {
            if (!threads.finish(seen::over, seen.watchesOnly())) {
                around.metrics().unwatched(Unwatched.DROPPED);
            }
        });
        whenOver.run();
    }
}
