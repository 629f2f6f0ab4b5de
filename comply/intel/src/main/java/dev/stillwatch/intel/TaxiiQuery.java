// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What of a collection is asked for, by TAXII 2.1.
 *
 * @param addedAfter exclusive
 * @param next where the page before ended: a time of adding, exclusive
 * @param limit the most objects of a page; at least 1
 * @param ids empty for all, as types and specs
 * @param versions times, or first, last, all
 */
record TaxiiQuery(
        Optional<Instant> addedAfter,
        Optional<Instant> next,
        int limit,
        Set<String> ids,
        Set<String> types,
        Set<String> specs,
        Set<String> versions) {
    /** The most objects of a page. */
    static final int LARGEST_PAGE = 1_000;

    private static final int MOST_VALUES = 100;
    private static final Set<String> KNOWN =
            Set.of("added_after", "limit", "next", "match[id]", "match[type]", "match[version]", "match[spec_version]");

    static TaxiiQuery of(Map<String, List<String>> query) {
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            if (parameter.getKey().startsWith("match[") && !KNOWN.contains(parameter.getKey())) {
                throw bad("match takes id, type, version and spec_version.");
            }
            if (KNOWN.contains(parameter.getKey()) && parameter.getValue().size() != 1) {
                throw bad("A parameter is given twice; put commas between values.");
            }
        }
        return new TaxiiQuery(
                time(query, "added_after"),
                time(query, "next"),
                one(query, "limit").map(TaxiiQuery::limit).orElse(LARGEST_PAGE),
                values(query, "match[id]"),
                values(query, "match[type]"),
                values(query, "match[spec_version]"),
                versions(query));
    }

    private static Set<String> versions(Map<String, List<String>> query) {
        Set<String> versions = values(query, "match[version]");
        for (String version : versions) {
            if (!Set.of("first", "last", "all").contains(version) && !StixShape.isTime(version)) {
                throw bad("match[version] takes first, last, all and times such as 2026-11-23T10:00:00.000Z.");
            }
        }
        return versions.isEmpty() ? Set.of("last") : versions;
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1) {
                return Math.min(limit, LARGEST_PAGE);
            }
        } catch (NumberFormatException e) {
            // Said below, as for numbers below 1.
        }
        throw bad("limit is a whole number of 1 or more.");
    }

    private static Optional<Instant> time(Map<String, List<String>> query, String name) {
        Optional<String> text = one(query, name);
        if (text.isPresent() && !StixShape.isTime(text.get())) {
            throw bad(name + " is a time such as 2026-11-23T10:00:00.000Z"
                    + (name.equals("next") ? ", as the page before gave it." : "."));
        }
        return text.map(Instant::parse);
    }

    private static Optional<String> one(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Set<String> values(Map<String, List<String>> query, String name) {
        String[] values = one(query, name).orElse("").split(",", MOST_VALUES + 1);
        if (values.length > MOST_VALUES) {
            throw bad(name + " takes " + MOST_VALUES + " values at most.");
        }
        Set<String> set = new HashSet<>();
        for (String value : values) {
            if (!value.isEmpty()) {
                set.add(value);
            }
        }
        return set;
    }

    private static TaxiiFailure bad(String description) {
        return new TaxiiFailure(400, "Bad request", description);
    }
}
