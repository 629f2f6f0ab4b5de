// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A TAXII request, whatever carried it. Immutable, but for the body, which is not copied. */
public final class TaxiiRequest {
    private final String method;
    private final String path;
    private final Map<String, List<String>> query;
    private final Headers headers;
    private final byte[] body;

    /** The headers that matter; empty where there is none. */
    public record Headers(Optional<String> accept, Optional<String> contentType, Optional<String> authorization) {}

    /**
     * A request.
     *
     * @param path without query, such as /taxii2/
     * @param query names to values, decoded
     * @param body empty for methods without one
     */
    public TaxiiRequest(String method, String path, Map<String, List<String>> query, Headers headers, byte[] body) {
        this.method = Objects.requireNonNull(method, "method is null");
        this.path = Objects.requireNonNull(path, "path is null");
        this.query = Map.copyOf(query);
        this.headers = Objects.requireNonNull(headers, "headers is null");
        this.body = Objects.requireNonNull(body, "body is null");
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    Map<String, List<String>> query() {
        return query;
    }

    Headers headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
