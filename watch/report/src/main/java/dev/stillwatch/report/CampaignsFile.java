// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import dev.stillwatch.detect.Campaign;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** campaigns.json: an array of campaigns, one a line, {@code id} the first member of each. */
final class CampaignsFile {
    private CampaignsFile() {}

    static void write(List<Campaign> campaigns, OutputStream out) {
        try (JsonGenerator json = Json.compact(out)) {
            json.writeStartArray();
            for (Campaign campaign : campaigns) {
                /* Whitespace between values: a person, or a line tool, sees one campaign a line. */
                json.writeRaw('\n');
                CampaignJson.write(json, campaign);
            }
            json.writeRaw('\n');
            json.writeEndArray();
            json.writeRaw('\n');
        }
    }

    /**
     * Finds a campaign, holding only that one in memory.
     *
     * @param others told every other campaign's id that stands before it; all of them if it is not found
     * @throws DamagedFile if the file does not read as it was written
     */
    static Optional<Campaign> find(String id, InputStream in, NearestIds others) {
        String wanted = VisibleText.wellFormed(id);
        try (JsonParser parser = Json.parser(in)) {
            try {
                return find(wanted, parser, others);
            } catch (JacksonException e) {
                throw new DamagedFile(line(parser), "it is not JSON from there on");
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new DamagedFile(line(parser), String.valueOf(e.getMessage()));
            }
        }
    }

    private static Optional<Campaign> find(String wanted, JsonParser parser, NearestIds others) {
        require(parser.nextToken() == JsonToken.START_ARRAY, "an array of campaigns should start here");
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            boolean named = parser.nextToken() == JsonToken.PROPERTY_NAME && "id".equals(parser.currentName());
            require(named && parser.nextToken() == JsonToken.VALUE_STRING, "a campaign should start with its id");
            String id = parser.getString();
            if (id.equals(wanted)) {
                return Optional.of(CampaignJson.read(JsonObject.readRest("id", id, parser)));
            }
            others.offer(id);
            skipRest(parser);
        }
        require(parser.currentToken() == JsonToken.END_ARRAY, "the file is cut off");
        return Optional.empty();
    }

    /**
     * Hands over every campaign in order; memory for one.
     *
     * @throws DamagedFile if the file does not read as it was written
     */
    static void each(InputStream in, Consumer<Campaign> campaigns) {
        try (JsonParser parser = Json.parser(in)) {
            try {
                require(parser.nextToken() == JsonToken.START_ARRAY, "an array of campaigns should start here");
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    campaigns.accept(CampaignJson.read(JsonObject.read(parser)));
                }
                require(parser.currentToken() == JsonToken.END_ARRAY, "the file is cut off");
            } catch (JacksonException e) {
                throw new DamagedFile(line(parser), "it is not JSON from there on");
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw new DamagedFile(line(parser), String.valueOf(e.getMessage()));
            }
        }
    }

    private static void skipRest(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private static int line(JsonParser parser) {
        return parser.currentLocation().getLineNr();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
