// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the value at a parser's current token as a scalar; a value of another type, or out of range, is absent and
 * skipped. Numbers may come as strings.
 */
final class Scalars {
    /** Longest name or identifier that counts as one. */
    static final int MAX_IDENTIFIER = 1024;
    /* No number this long can be in range, and converting it would take quadratic time. */
    private static final int MAX_DIGITS = 400;

    private Scalars() {}

    /** A name or identifier: a string or number, not blank, at most {@link #MAX_IDENTIFIER} characters. */
    static Optional<String> identifier(JsonParser p) {
        JsonToken token = p.currentToken();
        if (token != JsonToken.VALUE_STRING && !isNumber(token)) {
            p.skipChildren();
            return Optional.empty();
        }
        if (p.getStringLength() > MAX_IDENTIFIER) {
            return Optional.empty();
        }
        String text = p.getString();
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    static OptionalDouble real(JsonParser p) {
        JsonToken token = p.currentToken();
        if (token != JsonToken.VALUE_STRING && !isNumber(token)) {
            p.skipChildren();
            return OptionalDouble.empty();
        }
        return p.getStringLength() > MAX_DIGITS ? OptionalDouble.empty() : real(p.getString());
    }

    /** The finite number a text holds. */
    static OptionalDouble real(String text) {
        if (text.length() > MAX_DIGITS || text.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    static OptionalLong integer(JsonParser p) {
        JsonToken token = p.currentToken();
        if (token != JsonToken.VALUE_STRING && !isNumber(token)) {
            p.skipChildren();
            return OptionalLong.empty();
        }
        return p.getStringLength() > MAX_DIGITS ? OptionalLong.empty() : integer(p.getString());
    }

    /** The whole number a text holds; 5.0 and 5e0 count as whole. */
    static OptionalLong integer(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            OptionalDouble real = real(text);
            return real.isPresent()
                            && Math.rint(real.getAsDouble()) == real.getAsDouble()
                            && Math.abs(real.getAsDouble()) < 0x1p53
                    ? OptionalLong.of((long) real.getAsDouble())
                    : OptionalLong.empty();
        }
    }

    static OptionalLong atLeastZero(OptionalLong value) {
        return value.isPresent() && value.getAsLong() < 0 ? OptionalLong.empty() : value;
    }

    static OptionalInt between(OptionalLong value, int low, int high) {
        return value.isPresent() && value.getAsLong() >= low && value.getAsLong() <= high
                ? OptionalInt.of((int) value.getAsLong())
                : OptionalInt.empty();
    }

    static OptionalDouble between(OptionalDouble value, double low, double high) {
        return value.isPresent() && value.getAsDouble() >= low && value.getAsDouble() <= high
                ? value
                : OptionalDouble.empty();
    }

    static boolean isNumber(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
    }
}
