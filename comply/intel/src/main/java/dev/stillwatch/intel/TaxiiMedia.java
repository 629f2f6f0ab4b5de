// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads media types as TAXII 2.1 uses them. */
final class TaxiiMedia {
    private TaxiiMedia() {}

    /** Whether an Accept header takes TAXII 2.1: the type with that version or none, or a wildcard that covers it. */
    static boolean acceptsTaxii(String accept) {
        return Arrays.stream(accept.split(",", 50))
                .anyMatch(type -> is(type) || List.of("*/*", "application/*").contains(name(type)));
    }

    /** Whether a content type is TAXII 2.1. */
    static boolean is(String type) {
        if (!name(type).equals("application/taxii+json")) {
            return false;
        }
        return Arrays.stream(type.split(";", 20))
                .skip(1)
                .map(parameter -> parameter.strip().toLowerCase(Locale.ROOT))
                .filter(parameter -> parameter.startsWith("version="))
                .allMatch(parameter -> parameter.replace("\"", "").equals("version=2.1"));
    }

    private static String name(String type) {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
