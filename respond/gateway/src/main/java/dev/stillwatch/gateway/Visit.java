// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.gateway;

import dev.stillwatch.exchange.Api;
import dev.stillwatch.exchange.Usage;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One request from arrival to end: how long it has been here, and its trace where it has one. For one event loop. */
final class Visit {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE");

    private final long arrived = System.nanoTime();
    private Optional<RequestTraces.Trace> trace;

    private Visit(Optional<RequestTraces.Trace> trace) {
        this.trace = trace;
    }

    static Visit of(HttpServerRequest request, String path, Route route, RequestTraces traces) {
        return new Visit(
                traces.samples()
                        ? Optional.of(traces.begin(new RequestTraces.Arrival(
                                METHODS.contains(request.method().name())
                                        ? request.method().name()
                                        : "OTHER",
                                Route.template(route, path),
                                route instanceof Route.Inference(Api api) ? Optional.of(api) : Optional.empty(),
                                request.isSSL(),
                                Optional.ofNullable(request.getHeader("traceparent")))))
                        : Optional.empty());
    }

    Duration since() {
        return Duration.ofNanos(System.nanoTime() - arrived);
    }

    Optional<String> traceparent() {
        return trace.map(RequestTraces.Trace::traceparent);
    }

    /** Refused by the gateway itself. */
    void refused(String code, int status) {
        end(code, status, Optional.empty(), Usage.UNKNOWN);
    }

    /** Over, however; of several ends the first counts. */
    void over(String outcome, int status, Sighting sighting) {
        boolean answered = status / 100 == 2;
        end(outcome, status, answered ? sighting.model() : Optional.empty(), sighting.usage());
    }

    private void end(String outcome, int status, Optional<String> model, Usage usage) {
        trace.ifPresent(t -> t.ended(new RequestTraces.End(outcome.toLowerCase(Locale.ROOT), status, model, usage)));
        trace = Optional.empty();
    }
}
