// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.filings;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.records.StrictJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Rules, ledgers and filings as JSON, read strictly. */
final class FilingJson {
    private static final StrictJson JSON = StrictJson.of(
            "docs/filings.md",
            new SimpleModule()
                    .addDeserializer(TemporalAmount.class, new AmountReader())
                    .addSerializer(TemporalAmount.class, new AmountWriter()));

    private FilingJson() {}

    private static final class AmountReader extends ValueDeserializer<TemporalAmount> {
        @Override
        public TemporalAmount deserialize(JsonParser parser, DeserializationContext context) {
            String text = parser.getValueAsString("");
            try {
                return text.startsWith("PT") ? Duration.parse(text) : Period.parse(text);
            } catch (DateTimeException e) {
                throw new StillwatchException("a time is written as PT72H or P15D", e);
            }
        }
    }

    private static final class AmountWriter extends ValueSerializer<TemporalAmount> {
        @Override
        public void serialize(TemporalAmount value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
        }
    }

    static String write(Object record) {
        return JSON.write(record);
    }

    static <T> T read(String json, Class<T> type, String name) {
        return JSON.read(json, type, name);
    }
}
