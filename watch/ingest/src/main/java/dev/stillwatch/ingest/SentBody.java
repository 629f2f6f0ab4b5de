// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import dev.stillwatch.exchange.Exchange;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The body of the request that an exchange began with, as a client sends it to the exchange's API. */
public final class SentBody {
    private static final JsonFactory FACTORY = new JsonFactory();

    private SentBody() {}

    /** JSON in UTF-8. */
    public static byte[] of(Exchange exchange) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator g = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            g.writeStartObject();
            ExchangeJson.text(g, "model", exchange.model());
            RequestJson.members(exchange.api(), exchange.request(), g);
            g.writeEndObject();
        }
        return out.toByteArray();
    }
}
