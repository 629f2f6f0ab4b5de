// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import dev.stillwatch.marks.Candidates;
import dev.stillwatch.sampling.SampleRequest.Ids;
import dev.stillwatch.sampling.SampleRequest.Whose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads what serving stacks send, member by member and without a tree; thread-safe. */
final class RequestReader {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_IN_BATCH = 1024;
    private static final double HOTTEST = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxNumberLength(64)
                    .maxNameLength(64)
                    .maxStringLength(1024)
                    .build())
            .build();

    private RequestReader() {}

    /** The body of {@code /v1/sample}. */
    static SampleRequest one(byte[] body) {
        return read(body, p -> request(p, "the request"));
    }

    /** The body of {@code /v1/samples}: {@code requests}, an array of what {@link #one} reads. */
    static List<SampleRequest> several(byte[] body) {
        return read(body, p -> {
            List<SampleRequest> requests = new ArrayList<>();
            expect(p, JsonToken.START_OBJECT, "the body is a JSON object with requests");
            while (p.nextToken() == JsonToken.PROPERTY_NAME) {
                if (!p.currentName().equals("requests") || p.nextToken() != JsonToken.START_ARRAY) {
                    throw Refusal.unreadable("the body has one member, requests, and it is an array");
                }
                while (p.nextToken() != JsonToken.END_ARRAY) {
                    if (requests.size() == MOST_IN_BATCH) {
                        throw Refusal.unreadable("requests has at most " + MOST_IN_BATCH + " entries; send several");
                    }
                    requests.add(request(p, "requests[" + requests.size() + "]"));
                }
            }
            return List.copyOf(requests);
        });
    }

    private interface Reading<T> {
        T read(JsonParser p);
    }

    private static <T> T read(byte[] body, Reading<T> reading) {
        try (JsonParser p = JSON.createParser(ObjectReadContext.empty(), body)) {
            p.nextToken();
            T result = reading.read(p);
            if (p.nextToken() != null) {
                throw Refusal.unreadable("something follows the JSON object; send one object");
            }
            return result;
        } catch (JacksonException _) {
            // Its message quotes what it read.
            throw Refusal.unreadable("the body is not JSON, or a number or name in it is too long");
        }
    }

    private static SampleRequest request(JsonParser p, String place) {
        expect(p, JsonToken.START_OBJECT, place + " is not a JSON object");
        String model = "";
        String tenant = "";
        String cohort = "";
        int[] prompt = {};
        int[] tokens = {};
        CandidateRows rows = new CandidateRows();
        double temperature = 1;
        while (p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "model" -> model = name(p, place + ": model");
                case "tenant" -> tenant = name(p, place + ": tenant");
                case "cohort" -> cohort = name(p, place + ": cohort");
                case "prompt_tokens" -> prompt = ids(p, place + ": prompt_tokens");
                case "tokens" -> tokens = ids(p, place + ": tokens");
                case "candidates" -> rows.read(p, place + ": candidates");
                case "temperature" -> temperature = number(p, place + ": temperature");
                default ->
                    throw Refusal.unreadable(place + " has a member that is not known; known are model, tenant, cohort,"
                            + " prompt_tokens, tokens, candidates and temperature");
            }
        }
        if (!(temperature >= 0 && temperature <= HOTTEST)) {
            throw Refusal.unreadable(place + ": temperature is 0 to 100");
        }
        Candidates candidates = rows.candidates(place + ": candidates").atTemperature(temperature);
        return new SampleRequest(new Whose(model, tenant, cohort), new Ids(prompt), new Ids(tokens), candidates);
    }

    private static void expect(JsonParser p, JsonToken token, String otherwise) {
        if (p.currentToken() != token) {
            throw Refusal.unreadable(otherwise);
        }
    }

    private static String name(JsonParser p, String place) {
        expect(p, JsonToken.VALUE_STRING, place + " is a string");
        String name = p.getString();
        if (name.length() > LONGEST_NAME) {
            throw Refusal.unreadable(place + " has at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    static double number(JsonParser p, String place) {
        if (p.currentToken() != JsonToken.VALUE_NUMBER_FLOAT && p.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw Refusal.unreadable(place + " is a number");
        }
        return p.getDoubleValue();
    }

    static int id(JsonParser p, String place) {
        expect(p, JsonToken.VALUE_NUMBER_INT, place + ": a token id is a whole number");
        long id = p.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? -1 : p.getLongValue();
        if (id < 0 || id > Integer.MAX_VALUE) {
            throw Refusal.unreadable(place + ": a token id is 0 to 2147483647");
        }
        return (int) id;
    }

    private static int[] ids(JsonParser p, String place) {
        expect(p, JsonToken.START_ARRAY, place + " is an array of token ids");
        int[] ids = new int[64];
        int length = 0;
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (length == ids.length) {
                ids = Arrays.copyOf(ids, 2 * length);
            }
            ids[length++] = id(p, place);
        }
        return Arrays.copyOf(ids, length);
    }
}
