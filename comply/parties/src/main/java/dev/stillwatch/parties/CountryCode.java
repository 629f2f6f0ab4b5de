// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stillwatch.exchange.StillwatchException;
import java.util.Locale;
import java.util.Set;

/**
 * A country, as ISO 3166-1 has it.
 *
 * @param value two capital letters
 */
public record CountryCode(@JsonValue String value) {
    private static final Set<String> KNOWN = Set.of(Locale.getISOCountries());

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public CountryCode {
        if (!KNOWN.contains(value)) {
            throw new StillwatchException(
                    "'" + shown(value) + "' is no country; write two capital letters of ISO 3166-1," + " such as DE");
        }
    }

    private static String shown(String value) {
        return value.length() == 2 ? value : "…";
    }

    @Override
    public String toString() {
        return value;
    }
}
