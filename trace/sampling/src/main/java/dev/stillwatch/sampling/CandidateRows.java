// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.sampling;

import dev.stillwatch.marks.Candidates;
import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** An array of candidates while it is read: {@code {"id": 7, "logprob": -1.5}}. */
final class CandidateRows {
    private int[] ids = new int[64];
    private double[] logits = new double[64];
    private int count;

    void read(JsonParser p, String place) {
        if (p.currentToken() != JsonToken.START_ARRAY) {
            throw Refusal.unreadable(place + " is an array of objects with id and logprob");
        }
        while (p.nextToken() != JsonToken.END_ARRAY) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, 2 * count);
                logits = Arrays.copyOf(logits, 2 * count);
            }
            row(p, place + "[" + count + "]");
            count++;
        }
    }

    private void row(JsonParser p, String place) {
        int id = -1;
        double logit = Double.NaN;
        boolean object = p.currentToken() == JsonToken.START_OBJECT;
        while (object && p.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = p.currentName();
            p.nextToken();
            switch (name) {
                case "id" -> id = RequestReader.id(p, place);
                case "logprob" -> logit = RequestReader.number(p, place + ": logprob");
                default -> throw Refusal.unreadable(place + " has id and logprob, and nothing else");
            }
        }
        if (id < 0 || Double.isNaN(logit)) {
            throw Refusal.unreadable(place + " is an object with id and logprob");
        }
        ids[count] = id;
        logits[count] = logit;
    }

    Candidates candidates(String place) {
        int[] sorted = Arrays.copyOf(ids, count);
        Arrays.sort(sorted);
        for (int i = 1; i < count; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw Refusal.unreadable(place + " holds one id twice");
            }
        }
        try {
            return Candidates.ofLogits(Arrays.copyOf(ids, count), Arrays.copyOf(logits, count));
        } catch (IllegalArgumentException _) {
            throw Refusal.unreadable(place + " needs at least one entry whose logprob is above minus infinity, and none"
                    + " at plus infinity");
        }
    }
}
