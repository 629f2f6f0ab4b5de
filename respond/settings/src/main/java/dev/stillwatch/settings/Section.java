// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.MappingKeys.Item;
import dev.stillwatch.settings.YamlNode.Mapping;
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
import java.util.function.Function;

/**
 * A mapping in a document, read key by key.
 *
 * <p>Every getter throws {@link StillwatchException} naming file, line, key and what is expected, for a value that is
 * missing, empty or of another kind; those with {@code otherwise} and those that give an Optional allow it to be missing.
 * No error holds a value. Not thread-safe.
 */
public final class Section {
    private final MappingKeys keys;
    private final Map<String, List<Section>> opened = new HashMap<>();

    Section(String document, String path, Mapping mapping) {
        this.keys = new MappingKeys(document, path, mapping);
    }

    /** The keys present, in order of writing, for mappings whose keys are the user's own; each has yet to be read. */
    public List<String> keys() {
        return keys.written();
    }

    /** Whether a key is present; it counts as known from here on, not as read. */
    public boolean has(String key) {
        return keys.item(key).isPresent();
    }

    /** Whether a mapping stands under a key, for keys that take a word or a mapping; the key counts as known. */
    public boolean isSection(String key) {
        return keys.item(key).filter(item -> item.value() instanceof Mapping).isPresent();
    }

    /** Text, not blank. */
    public String text(String key) {
        return required(key, optionalText(key), "text");
    }

    public String text(String key, String otherwise) {
        return optionalText(key).orElse(otherwise);
    }

    public Optional<String> optionalText(String key) {
        return parsed(key, "text that is not blank", Section::notBlank);
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return text;
    }

    /** A whole number from {@code least} to {@code most}. */
    public long whole(String key, long least, long most) {
        return required(key, wholeNumber(key, least, most), Expected.whole(least, most));
    }

    public long whole(String key, long least, long most, long otherwise) {
        return wholeNumber(key, least, most).orElse(otherwise);
    }

    public OptionalLong optionalWhole(String key, long least, long most) {
        return wholeNumber(key, least, most).map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    private Optional<Long> wholeNumber(String key, long least, long most) {
        return parsed(key, Expected.whole(least, most), text -> Expected.wholeFrom(text, least, most));
    }

    /** A number from {@code least} to {@code most}, both finite. */
    public double number(String key, double least, double most) {
        return required(key, decimalNumber(key, least, most), Expected.number(least, most));
    }

    public double number(String key, double least, double most, double otherwise) {
        return decimalNumber(key, least, most).orElse(otherwise);
    }

    public OptionalDouble optionalNumber(String key, double least, double most) {
        return decimalNumber(key, least, most).map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
    }

    private Optional<Double> decimalNumber(String key, double least, double most) {
        return parsed(key, Expected.number(least, most), text -> Expected.numberFrom(text, least, most));
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
        return keys.item(key).map(item -> keys.parsed(item, expected, parser));
    }

    /** Texts in order, not blank; an empty list when the key is missing. */
    public List<String> texts(String key) {
        String expected = "a list of texts, such as [one, two]";
        return keys.items(key, expected).stream()
                .map(item -> keys.parsed(item, expected, Section::notBlank))
                .toList();
    }

    /** The mapping under a key. */
    public Section section(String key) {
        return required(key, optionalSection(key), "a mapping");
    }

    public Optional<Section> optionalSection(String key) {
        return keys.item(key)
                .map(item ->
                        opened.computeIfAbsent(key, k -> List.of(open(item))).getFirst());
    }

    /** The mappings listed under a key; none when the key is missing. */
    public List<Section> sections(String key) {
        List<Item> items = keys.items(key, "a list of mappings");
        return opened.computeIfAbsent(key, k -> items.stream().map(this::open).toList());
    }

    private Section open(Item item) {
        return new Section(document(), item.path(), keys.mapping(item));
    }

    /** Line of a key, or of this mapping when the key is missing; counted from 1. */
    public int line(String key) {
        return keys.line(key);
    }

    /** Line on which a key's text starts, which for a block is below the key; counted from 1. */
    public int textLine(String key) {
        return keys.textLine(key);
    }

    /** What errors call the document. */
    public String document() {
        return keys.document();
    }

    /**
     * An error about a value that is of the right kind and yet cannot stand, to be thrown by the caller.
     *
     * @param what completes "KEY ...", with the remedy, without the value
     */
    public StillwatchException refusal(String key, String what) {
        return keys.refusal(key, what);
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
        problems.addAll(keys.unknown());
        keys.written()
                .forEach(key ->
                        opened.getOrDefault(key, List.of()).forEach(section -> section.collectUnknown(problems)));
    }

    private <T> T required(String key, Optional<T> value, String expected) {
        return value.orElseThrow(() -> keys.missing(key, expected));
    }
}
