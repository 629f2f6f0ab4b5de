// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.YamlNode.Entry;
import dev.stillwatch.settings.YamlNode.Items;
import dev.stillwatch.settings.YamlNode.Mapping;
import dev.stillwatch.settings.YamlNode.Scalar;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A mapping in a document, read key by key.
 *
 * <p>Every getter throws {@link StillwatchException} naming file, line, key and what is expected, for a value that is
 * missing, empty or of another kind; those with {@code otherwise} and those that give an Optional allow it to be missing.
 * No error holds a value. Not thread-safe.
 */
public final class Section {
    private final String document;
    private final String path;
    private final Mapping mapping;
    private final TreeSet<String> known = new TreeSet<>();
    private final Map<String, List<Section>> opened = new HashMap<>();

    Section(String document, String path, Mapping mapping) {
        this.document = document;
        this.path = path;
        this.mapping = mapping;
    }

    /** The keys present, in order of writing, for mappings whose keys are the user's own; each has yet to be read. */
    public List<String> keys() {
        return List.copyOf(mapping.entries().keySet());
    }

    /** Whether a key is present; it counts as known from here on, not as read. */
    public boolean has(String key) {
        known.add(key);
        return mapping.entries().containsKey(key);
    }

    /** Whether a mapping stands under a key, for keys that take a word or a mapping; the key counts as known. */
    public boolean isSection(String key) {
        return entry(key).map(entry -> entry.value() instanceof Mapping).orElse(false);
    }

    /** Text, not blank. */
    public String text(String key) {
        return required(key, optionalText(key), "text");
    }

    public String text(String key, String otherwise) {
        return optionalText(key).orElse(otherwise);
    }

    public Optional<String> optionalText(String key) {
        return parsed(key, "text that is not blank", text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("blank");
            }
            return text;
        });
    }

    /** A whole number from {@code least} to {@code most}. */
    public long whole(String key, long least, long most) {
        OptionalLong value = optionalWhole(key, least, most);
        if (value.isEmpty()) {
            throw missing(key, Expected.whole(least, most));
        }
        return value.getAsLong();
    }

    public long whole(String key, long least, long most, long otherwise) {
        return optionalWhole(key, least, most).orElse(otherwise);
    }

    public OptionalLong optionalWhole(String key, long least, long most) {
        return parsed(key, Expected.whole(least, most), text -> Expected.wholeFrom(text, least, most))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** A number from {@code least} to {@code most}, both finite. */
    public double number(String key, double least, double most) {
        OptionalDouble value = optionalNumber(key, least, most);
        if (value.isEmpty()) {
            throw missing(key, Expected.number(least, most));
        }
        return value.getAsDouble();
    }

    public double number(String key, double least, double most, double otherwise) {
        return optionalNumber(key, least, most).orElse(otherwise);
    }

    public OptionalDouble optionalNumber(String key, double least, double most) {
        return parsed(key, Expected.number(least, most), text -> Expected.numberFrom(text, least, most))
                .map(OptionalDouble::of)
                .orElseGet(OptionalDouble::empty);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key) {
        return required(key, optionalFlag(key), "true or false");
    }

    public boolean flag(String key, boolean otherwise) {
        return optionalFlag(key).orElse(otherwise);
    }

    private Optional<Boolean> optionalFlag(String key) {
        return parsed(key, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither");
        });
    }

    /** A duration of zero or more, as {@code 30s}, {@code 5m}, {@code 7d} or ISO 8601. */
    public Duration duration(String key) {
        return required(key, optionalDuration(key), Quantities.DURATION);
    }

    public Duration duration(String key, Duration otherwise) {
        return optionalDuration(key).orElse(otherwise);
    }

    public Optional<Duration> optionalDuration(String key) {
        return parsed(key, Quantities.DURATION, Quantities::duration);
    }

    /** Bytes, as {@code 64kB} or {@code 1MiB}. */
    public long byteSize(String key) {
        return required(key, parsed(key, Quantities.BYTE_SIZE, Quantities::bytes), Quantities.BYTE_SIZE);
    }

    public long byteSize(String key, long otherwise) {
        return parsed(key, Quantities.BYTE_SIZE, Quantities::bytes).orElse(otherwise);
    }

    /** A constant by its name in lower case with dashes. */
    public <E extends Enum<E>> E choice(String key, Class<E> type) {
        return required(key, optionalChoice(key, type), Expected.oneOf(type));
    }

    public <E extends Enum<E>> E choice(String key, E otherwise) {
        return optionalChoice(key, otherwise.getDeclaringClass()).orElse(otherwise);
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(String key, Class<E> type) {
        return parsed(
                key,
                Expected.oneOf(type),
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> KeyNames.label(constant).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("none of them")));
    }

    /** An instant or a day in UTC. */
    public Instant instant(String key) {
        return required(key, optionalInstant(key), Expected.INSTANT);
    }

    public Optional<Instant> optionalInstant(String key) {
        return parsed(key, Expected.INSTANT, Expected::instantFrom);
    }

    /**
     * A value of the caller's own kind, empty when the key is missing.
     *
     * @param expected completes "must be ..." in an error
     * @param parser throws {@link RuntimeException} for text it does not take; its message is not shown
     */
    public <T> Optional<T> parsed(String key, String expected, Function<String, T> parser) {
        return entry(key).map(entry -> parsed(new Item(entry.line(), named(key), entry.value()), expected, parser));
    }

    /** Texts in order, not blank; an empty list when the key is missing. */
    public List<String> texts(String key) {
        String expected = "a list of texts, such as [one, two]";
        List<String> texts = new ArrayList<>();
        for (Item item : items(key, expected)) {
            texts.add(parsed(item, expected, text -> {
                if (text.isBlank()) {
                    throw new IllegalArgumentException("blank");
                }
                return text;
            }));
        }
        return List.copyOf(texts);
    }

    /** The mapping under a key. */
    public Section section(String key) {
        return required(key, optionalSection(key), "a mapping");
    }

    public Optional<Section> optionalSection(String key) {
        return entry(key)
                .map(entry -> opened.computeIfAbsent(
                                key, k -> List.of(open(new Item(entry.line(), named(key), entry.value()))))
                        .getFirst());
    }

    /** The mappings listed under a key; none when the key is missing. */
    public List<Section> sections(String key) {
        List<Item> items = items(key, "a list of mappings");
        return opened.computeIfAbsent(key, k -> items.stream().map(this::open).toList());
    }

    /** Line of a key, or of this mapping when the key is missing; counted from 1. */
    public int line(String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.line() : entry.line();
    }

    /** Line on which a key's text starts, which for a block is below the key; counted from 1. */
    public int textLine(String key) {
        Entry entry = mapping.entries().get(key);
        return entry != null && entry.value() instanceof Scalar scalar ? scalar.textLine() : line(key);
    }

    /** What errors call the document. */
    public String document() {
        return document;
    }

    /**
     * An error about a value that is of the right kind and yet cannot stand, to be thrown by the caller.
     *
     * @param what completes "KEY ...", with the remedy, without the value
     */
    public StillwatchException refusal(String key, String what) {
        return at(line(key), named(key) + " " + what);
    }

    /**
     * Refuses keys that were never asked for, here and in every section that was opened.
     *
     * @throws StillwatchException naming the first few of them, each with the nearest known key
     */
    public void done() {
        List<String> problems = new ArrayList<>();
        collectUnknown(problems);
        if (!problems.isEmpty()) {
            int shown = Math.min(problems.size(), 10);
            String more = problems.size() > shown ? "\n(and " + (problems.size() - shown) + " more)" : "";
            throw new StillwatchException(String.join("\n", problems.subList(0, shown)) + more);
        }
    }

    private void collectUnknown(List<String> problems) {
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                String where = path.isEmpty() ? "" : " in " + path;
                String remedy = KeyNames.nearest(key, known)
                        .map(near -> "did you mean " + near + "?")
                        .orElseGet(() -> "known here: " + String.join(", ", known));
                problems.add(document + ":" + entry.line() + ": unknown key " + KeyNames.quoted(key) + where + "; "
                        + remedy);
            }
        });
        mapping.entries()
                .keySet()
                .forEach(key ->
                        opened.getOrDefault(key, List.of()).forEach(section -> section.collectUnknown(problems)));
    }

    private record Item(int line, String path, YamlNode value) {}

    private Optional<Entry> entry(String key) {
        known.add(key);
        return Optional.ofNullable(mapping.entries().get(key));
    }

    private List<Item> items(String key, String expected) {
        Optional<Entry> entry = entry(key);
        if (entry.isEmpty()) {
            return List.of();
        }
        if (!(entry.get().value() instanceof Items list)) {
            throw at(entry.get().line(), named(key) + " must be " + expected);
        }
        List<Item> items = new ArrayList<>();
        for (YamlNode value : list.items()) {
            items.add(new Item(value.line(), named(key) + "[" + items.size() + "]", value));
        }
        return items;
    }

    private Section open(Item item) {
        if (!(item.value() instanceof Mapping inner)) {
            throw at(item.line(), item.path() + " must be a mapping: keys with values, indented below it");
        }
        return new Section(document, item.path(), inner);
    }

    private <T> T parsed(Item item, String expected, Function<String, T> parser) {
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

    private <T> T required(String key, Optional<T> value, String expected) {
        return value.orElseThrow(() -> missing(key, expected));
    }

    private StillwatchException missing(String key, String expected) {
        String near = KeyNames.nearest(
                        key,
                        mapping.entries().keySet().stream()
                                .filter(present -> !known.contains(present))
                                .toList())
                .map(written -> "; is " + KeyNames.quoted(written) + " on line " + line(written) + " meant for it?")
                .orElse("; add it");
        return at(mapping.line(), named(key) + " is missing: it must be " + expected + near);
    }

    private String named(String key) {
        String shown = key.matches("[A-Za-z0-9_-]{1,60}") ? key : KeyNames.quoted(key);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private StillwatchException at(int line, String what) {
        return new StillwatchException(document + ":" + line + ": " + what);
    }
}
