// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Named values of a span or payload, looked up under the several names that conventions gave them over time. */
record NamedTexts(Map<String, String> values) {

    /** The first of {@code names} that has a value which is not blank. */
    Optional<String> first(String... names) {
        return first(List.of(names));
    }

    /** The first of {@code names} that has a value which is not blank. */
    Optional<String> first(List<String> names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** As {@link #first(String...)}, if no longer than a name can be. */
    Optional<String> identifier(String... names) {
        return first(names).filter(text -> text.length() <= Scalars.MAX_IDENTIFIER);
    }

    OptionalLong integer(String... names) {
        Optional<String> text = first(names);
        return text.isPresent() ? Scalars.integer(text.get()) : OptionalLong.empty();
    }

    OptionalDouble real(String... names) {
        Optional<String> text = first(names);
        return text.isPresent() ? Scalars.real(text.get()) : OptionalDouble.empty();
    }

    boolean flag(String... names) {
        return first(names).filter(text -> text.equalsIgnoreCase("true")).isPresent();
    }
}
