// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.IdentityHashMap;

/**
 * Closes connections on which no request is being served for too long, such as those that send headers byte by byte.
 * Never one that waits for a model, however long it thinks. Used on one event loop only.
 */
final class IdleConnections {
    private final Vertx vertx;
    private final long most;
    private final IdentityHashMap<HttpConnection, State> states = new IdentityHashMap<>();

    private static final class State {
        private int serving;
        private long timer = -1;
    }

    IdleConnections(Vertx vertx, Duration most) {
        this.vertx = vertx;
        this.most = most.toMillis();
    }

    void opened(HttpConnection connection) {
        State state = new State();
        states.put(connection, state);
        connection.closeHandler(_ -> {
            states.remove(connection);
            vertx.cancelTimer(state.timer);
        });
        arm(connection, state);
    }

    private void arm(HttpConnection connection, State state) {
        state.timer = vertx.setTimer(most, _ -> connection.close());
    }

    /** A request came in whole, headers at least. */
    void busy(HttpServerRequest request) {
        State state = states.get(request.connection());
        if (state == null) {
            return;
        }
        state.serving++;
        vertx.cancelTimer(state.timer);
        request.response().endHandler(_ -> {
            state.serving--;
            if (state.serving == 0 && states.containsKey(request.connection())) {
                arm(request.connection(), state);
            }
        });
    }
}
