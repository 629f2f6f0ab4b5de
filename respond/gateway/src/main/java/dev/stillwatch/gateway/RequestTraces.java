// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Usage;
import java.util.Optional;

/**
 * Is told of requests from their arrival to their end, so that they can be followed over several services. Thread-safe;
 * called on event loops, so it never waits.
 */
public interface RequestTraces {

    /** Traces nothing, at no cost. */
    RequestTraces NONE = new RequestTraces() {
        @Override
        public boolean samples() {
            return false;
        }

        @Override
        public Trace begin(Arrival arrival) {
            throw new IllegalStateException("nothing is traced");
        }
    };

    /** Whether the request that has just come in is traced; asked once for each. */
    boolean samples();

    /** Begins to trace a request. */
    Trace begin(Arrival arrival);

    /**
     * A request as it came in. Nothing in it is the client's own text but the W3C trace context, which is to be checked.
     *
     * @param method one of HTTP's own, or OTHER
     * @param route the known path, with identifiers left out; {@code /*} for others
     * @param api empty where no model is asked
     * @param traceparent as the client gave it
     */
    record Arrival(String method, String route, Optional<Api> api, boolean encrypted, Optional<String> traceparent) {}

    /** One request that is traced. */
    interface Trace {
        /** The W3C {@code traceparent} that the model server is given. */
        String traceparent();

        /** The request is over; said once. */
        void ended(End end);
    }

    /**
     * How a request ended.
     *
     * @param outcome {@code ok}, or what went wrong or why it was refused, from a closed list
     * @param status HTTP status of the answer
     * @param model as the client named it, and the model server took it; empty unless it answered
     * @param usage what the model server said of tokens
     */
    record End(String outcome, int status, Optional<String> model, Usage usage) {}
}
