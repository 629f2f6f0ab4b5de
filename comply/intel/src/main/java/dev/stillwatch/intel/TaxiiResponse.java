// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Map;

/**
 * An answer to a TAXII request.
 *
 * @param headers all of them, Content-Type too
 * @param body JSON
 */
public record TaxiiResponse(int status, Map<String, String> headers, String body) {
    /** The media type of TAXII 2.1. */
    public static final String MEDIA_TYPE = "application/taxii+json;version=2.1";

    public TaxiiResponse {
        headers = Map.copyOf(headers);
    }
}
