// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.stillwatch.exchange.StillwatchException;
import java.util.regex.Pattern;

/**
 * Names a party within one provider's records.
 *
 * @param value 1 to 64 of {@code a-z A-Z 0-9 . _ -}, so that it can stand in addresses and logs; no name of the party itself
 */
public record PartyId(@JsonValue String value) implements Comparable<PartyId> {
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PartyId {
        if (!SOUND.matcher(value).matches()) {
            throw new StillwatchException(
                    "a party's id is 1 to 64 letters, digits, dots, dashes and underscores; use a number of your own,"
                            + " not a name");
        }
    }

    @Override
    public int compareTo(PartyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
