// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * A countermeasure as it is being filled in: the fields of its form, understood or not, so that they can be shown again.
 *
 * @param fields by name; a box that is not ticked is not there
 */
record Draft(Map<String, String> fields) {
    /** Names of all fields of the form. */
    private static final List<String> NAMES = List.of(
            "measure",
            "requests",
            "per",
            "per-unit",
            "verify-at",
            "models",
            "logprobs",
            "most",
            "decimals",
            "deny-logit-bias",
            "reasoning",
            "most-completions",
            "least-temperature",
            "keep-watermark",
            "seal-reasoning",
            "canary",
            "lasting",
            "own",
            "own-unit",
            "reason");

    /** What the form shows first: nothing chosen that an honest customer would feel at once. */
    static final Draft FIRST = new Draft(Map.ofEntries(
            Map.entry("measure", "observe"),
            Map.entry("requests", "10"),
            Map.entry("per", "1"),
            Map.entry("per-unit", "hours"),
            Map.entry("logprobs", "strip"),
            Map.entry("most", "5"),
            Map.entry("decimals", "2"),
            Map.entry("deny-logit-bias", "yes"),
            Map.entry("reasoning", "withhold"),
            Map.entry("most-completions", "1"),
            Map.entry("keep-watermark", "yes"),
            Map.entry("seal-reasoning", "yes"),
            Map.entry("canary", "none"),
            Map.entry("lasting", "PT168H"),
            Map.entry("own", "3"),
            Map.entry("own-unit", "days")));

    Draft {
        fields = Map.copyOf(fields);
    }

    /** What somebody filled in. */
    static Draft of(Visit visit) {
        Map<String, String> fields = new LinkedHashMap<>();
        NAMES.forEach(name -> fields.put(name, visit.field(name)));
        fields.values().removeIf(String::isEmpty);
        return new Draft(fields);
    }

    /** A field's text; blank where it is empty. */
    String text(String name) {
        return Optional.ofNullable(fields.get(name)).orElse("");
    }

    boolean is(String name, String value) {
        return text(name).equals(value);
    }

    /** Whether a box is ticked. */
    boolean ticked(String name) {
        return is(name, "yes");
    }

    /** All that was filled in, to be sent along unseen. */
    List<Entry<String, String>> all() {
        return fields.entrySet().stream().sorted(Entry.comparingByKey()).toList();
    }
}
