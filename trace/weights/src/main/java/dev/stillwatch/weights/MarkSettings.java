// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import dev.stillwatch.exchange.StillwatchException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How the copies of one model are marked: the same for all its recipients, and needed again to trace. No secret. Immutable.
 *
 * @param symbols length of each recipient's code; from 64 to 2^24
 * @param coalition how many recipients who mix their copies the code is made for; from 1 to 1,000
 * @param amplitude how far a weight that carries is moved, relative to the root mean square of its run of 32; above 0, at
 *     most 0.1
 * @param spacing one run carries of every so many; 1 if all do, at most 1,024
 */
public record MarkSettings(int symbols, int coalition, double amplitude, int spacing) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int VERSION = 1;

    /** With bfloat16's own rounding this moves weights by less than half of what int8 per channel does. */
    private static final double USUAL_AMPLITUDE = 0.0035;

    private static final int LARGEST_SYMBOLS = 131_072;
    /** Weights for each symbol from which the mark is still read after four-bit quantisation. */
    private static final int WEIGHTS_PER_SYMBOL = 512;

    private static final int FEW_SYMBOLS = 4_096;

    public MarkSettings {
        require(symbols >= 64 && symbols <= 1 << 24, "symbols is " + symbols + ", must be from 64 to 16777216");
        require(coalition >= 1 && coalition <= 1_000, "coalition is " + coalition + ", must be from 1 to 1000");
        require(amplitude > 0 && amplitude <= 0.1, "amplitude is " + amplitude + ", must be above 0 and at most 0.1");
        require(spacing >= 1 && spacing <= 1_024, "spacing is " + spacing + ", must be from 1 to 1024");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /**
     * What suits a model of some size: small ones carry everywhere, large ones in one run of eight.
     *
     * @param weights that could carry
     */
    public static MarkSettings forWeights(long weights) {
        int spacing = weights < 200_000_000 ? 1 : weights < 1_000_000_000 ? 4 : 8;
        long carrying = weights / spacing;
        // A small model's code is kept long at the cost of weights for each symbol: a short one names nobody.
        long symbols = Math.max(carrying / WEIGHTS_PER_SYMBOL, Math.min(FEW_SYMBOLS, carrying / 64));
        int fitting = Math.clamp(symbols, 64, LARGEST_SYMBOLS);
        return new MarkSettings(fitting, fitting < 65_536 ? 10 : 20, USUAL_AMPLITUDE, spacing);
    }

    /** As JSON, on one line. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeNumberProperty("version", VERSION);
            out.writeNumberProperty("symbols", symbols);
            out.writeNumberProperty("coalition", coalition);
            out.writeNumberProperty("amplitude", amplitude);
            out.writeNumberProperty("spacing", spacing);
            out.writeEndObject();
        }
        return text.toString();
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws StillwatchException if it is something else
     */
    public static MarkSettings ofJson(String json) {
        Map<String, Double> numbers = new HashMap<>();
        try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable("they are no JSON object");
            }
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = in.currentName();
                if (!in.nextToken().isNumeric()) {
                    throw unreadable("a value is no number");
                }
                numbers.put(name, in.getDoubleValue());
            }
            if (in.currentToken() != JsonToken.END_OBJECT) {
                throw unreadable("the object does not end");
            }
        } catch (JacksonException _) {
            throw unreadable("they are no JSON");
        }
        if (whole(numbers, "version") != VERSION) {
            throw unreadable("they are of another version");
        }
        try {
            return new MarkSettings(
                    whole(numbers, "symbols"),
                    whole(numbers, "coalition"),
                    number(numbers, "amplitude"),
                    whole(numbers, "spacing"));
        } catch (IllegalArgumentException e) {
            throw unreadable("" + e.getMessage());
        }
    }

    private static int whole(Map<String, Double> numbers, String name) {
        double number = number(numbers, name);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw unreadable(name + " is no whole number");
        }
        return (int) number;
    }

    private static double number(Map<String, Double> numbers, String name) {
        Double number = numbers.get(name);
        if (number == null) {
            throw unreadable(name + " is missing");
        }
        return number;
    }

    private static StillwatchException unreadable(String why) {
        return new StillwatchException(
                "the settings of a weight mark cannot be read: " + why + "; take them as they were registered");
    }
}
