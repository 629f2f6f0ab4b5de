// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.YamlNode.Entry;
import dev.stillwatch.settings.YamlNode.Items;
import dev.stillwatch.settings.YamlNode.Mapping;
import dev.stillwatch.settings.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The keys of one mapping: what stands under each, which were asked for, and what errors say of them. */
final class MappingKeys {
    private final String document;
    private final String path;
    private final Mapping mapping;
    private final TreeSet<String> asked = new TreeSet<>();

    /** A value and what errors call its place. */
    record Item(int line, String path, YamlNode value) {}

    MappingKeys(String document, String path, Mapping mapping) {
        this.document = document;
        this.path = path;
        this.mapping = mapping;
    }

    String document() {
        return document;
    }

    List<String> written() {
        return List.copyOf(mapping.entries().keySet());
    }

    /** The value under a key; the key counts as asked for. */
    Optional<Item> item(String key) {
        asked.add(key);
        return Optional.ofNullable(mapping.entries().get(key))
                .map(entry -> new Item(entry.line(), named(key), entry.value()));
    }

    /** The values of a list under a key; none when the key is missing. */
    List<Item> items(String key, String expected) {
        List<Item> items = new ArrayList<>();
        item(key).ifPresent(item -> {
            if (!(item.value() instanceof Items list)) {
                throw at(item.line(), item.path() + " must be " + expected);
            }
            list.items()
                    .forEach(value -> items.add(new Item(value.line(), item.path() + "[" + items.size() + "]", value)));
        });
        return items;
    }

    /** Reads a scalar. */
    <T> T parsed(Item item, String expected, Function<String, T> parser) {
        if (!(item.value() instanceof Scalar scalar)) {
            throw at(item.line(), item.path() + " must be " + expected + ", not a list or a mapping");
        }
        if (scalar.empty()) {
            throw at(item.line(), item.path() + " is empty: it must be " + expected + "; leave the key out for none");
        }
        try {
            return parser.apply(scalar.text());
        } catch (RuntimeException e) {
            // The cause is dropped on purpose: its message may repeat the value.
            throw at(item.line(), item.path() + " must be " + expected);
        }
    }

    Mapping mapping(Item item) {
        if (!(item.value() instanceof Mapping inner)) {
            throw at(item.line(), item.path() + " must be a mapping: keys with values, indented below it");
        }
        return inner;
    }

    int line(String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.line() : entry.line();
    }

    int textLine(String key) {
        Entry entry = mapping.entries().get(key);
        return entry != null && entry.value() instanceof Scalar scalar ? scalar.textLine() : line(key);
    }

    /** An error about the value of a key. */
    StillwatchException refusal(String key, String what) {
        return at(line(key), named(key) + " " + what);
    }

    StillwatchException missing(String key, String expected) {
        String near = KeyNames.nearest(
                        key,
                        written().stream()
                                .filter(present -> !asked.contains(present))
                                .toList())
                .map(written -> "; is " + KeyNames.quoted(written) + " on line " + line(written) + " meant for it?")
                .orElse("; add it");
        return at(mapping.line(), named(key) + " is missing: it must be " + expected + near);
    }

    /** What there is to say about keys that nobody asked for, each with the nearest known one. */
    List<String> unknown() {
        List<String> problems = new ArrayList<>();
        mapping.entries().forEach((key, entry) -> {
            if (!asked.contains(key)) {
                String where = path.isEmpty() ? "" : " in " + path;
                String remedy = KeyNames.nearest(key, asked)
                        .map(near -> "did you mean " + near + "?")
                        .orElseGet(() -> "known here: " + String.join(", ", asked));
                problems.add(document + ":" + entry.line() + ": unknown key " + KeyNames.quoted(key) + where + "; "
                        + remedy);
            }
        });
        return problems;
    }

    private String named(String key) {
        String shown = key.matches("[A-Za-z0-9_-]{1,60}") ? key : KeyNames.quoted(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private StillwatchException at(int line, String what) {
        return new StillwatchException(document + ":" + line + ": " + what);
    }
}
