// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.corpus;

import java.util.Objects;

/**
 * What a row says about where its text comes from. Anybody can write anything there.
 *
 * @param field the member that says it, such as {@code model}
 * @param value what it says, as it stands there: content, not to be shown unless it is a name that is known
 */
public record Claim(String field, String value) {

    public Claim {
        Objects.requireNonNull(field, "field is null");
        Objects.requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return "Claim[" + field + "]";
    }
}
