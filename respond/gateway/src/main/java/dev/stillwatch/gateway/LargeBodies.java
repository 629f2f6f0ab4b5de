// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import io.vertx.core.Future;
import java.util.concurrent.Callable;

/** Where large request bodies are read, so that reading one does not hold up the other exchanges of an event loop. */
interface LargeBodies {
    /**
     * Bytes from which on a body is large. Reading fewer takes about half a millisecond at most; handing them over and
     * back takes a fifth, which a client waits for whose model answers faster than that.
     */
    int LEAST = 128 << 10;

    /** Everything at once, where it is asked for. */
    LargeBodies AT_ONCE = new LargeBodies() {
        @Override
        public <T> Future<T> read(int bytes, Callable<T> reading) {
            try {
                return Future.succeededFuture(reading.call());
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        }
    };

    /** Begins to read a body; the future completes, where it does not at once, on the event loop that asked. */
    <T> Future<T> read(int bytes, Callable<T> reading);
}
