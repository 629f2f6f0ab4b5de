// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.io.OutputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Collection;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.TSFBuilder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** How this module writes and reads JSON: streaming only. Immutable and thread-safe. */
final class Json {
    private static final JsonFactory FACTORY = ((JsonFactoryBuilder) (TSFBuilder<?, ?>) JsonFactory.builder())
            .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator("")
            .build();

    private Json() {}

    /** Several objects to a file, broken into lines by the writer; closing it leaves the stream open. */
    static JsonGenerator compact(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** Indented, for people. */
    static JsonGenerator indented(Writer out) {
        return FACTORY.createGenerator(
                new ObjectWriteContext.Base() {
                    @Override
                    public PrettyPrinter getPrettyPrinter() {
                        return new DefaultPrettyPrinter();
                    }

                    @Override
                    public boolean hasPrettyPrinter() {
                        return true;
                    }
                },
                out);
    }

    static tools.jackson.core.JsonParser parser(byte[] bytes, int length) {
        return FACTORY.createParser(ObjectReadContext.empty(), bytes, 0, length);
    }

    static tools.jackson.core.JsonParser parser(java.io.InputStream in) {
        return FACTORY.createParser(ObjectReadContext.empty(), in);
    }

    /** Text, with what UTF-8 cannot hold replaced. */
    static void text(JsonGenerator out, String name, String value) {
        out.writeStringProperty(name, VisibleText.wellFormed(value));
    }

    static void texts(JsonGenerator out, String name, Collection<String> values) {
        out.writeArrayPropertyStart(name);
        values.forEach(value -> out.writeString(VisibleText.wellFormed(value)));
        out.writeEndArray();
    }

    static void score(JsonGenerator out, String name, double nats) {
        out.writeNumberProperty(name, new BigDecimal(Figures.score(nats)));
    }

    static void probability(JsonGenerator out, String name, double value) {
        out.writeNumberProperty(name, new BigDecimal(Figures.probability(value)));
    }
}
