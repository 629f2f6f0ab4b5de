// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Facts as JSON of which there is one spelling: members sorted by UTF-16 code unit, no white space, numbers as Java prints
 * them, durations in ISO 8601, and only quotes, backslashes, control characters and what no text may hold escaped.
 */
public final class CanonicalJson {
    private final StringBuilder out = new StringBuilder();

    private CanonicalJson() {}

    static String of(Facts facts) {
        TreeMap<String, Object> root = new TreeMap<>();
        for (Fact fact : Fact.values()) {
            facts.value(fact)
                    .filter(value -> !fact.subject().isEmpty())
                    .ifPresent(value -> subject(root, fact.subject()).put(fact.member(), value));
        }
        if (facts.value(Fact.HAS_CAMPAIGN).orElse(false).equals(true)) {
            subject(root, "campaign");
        }
        if (facts.value(Fact.HAS_ACCOUNT).orElse(false).equals(true)) {
            subject(root, "account");
        }
        return of(root);
    }

    /**
     * Of a map.
     *
     * @param root sorted, as are maps in it; of texts, truths, whole and finite numbers, durations, lists and maps
     */
    public static String of(SortedMap<String, ?> root) {
        CanonicalJson json = new CanonicalJson();
        json.value(root);
        return json.out.toString();
    }

    @SuppressWarnings("unchecked") // only this class puts maps there
    private static Map<String, Object> subject(Map<String, Object> root, String name) {
        return (Map<String, Object>) Objects.requireNonNull(root.computeIfAbsent(name, n -> new TreeMap<>()));
    }

    private void value(Object value) {
        switch (value) {
            case Map<?, ?> map -> map(map);
            case List<?> list -> list(list);
            case String text -> text(text);
            case Duration duration -> text(duration.toString());
            case Boolean truth -> out.append(truth.booleanValue());
            case Long whole -> out.append(whole.longValue());
            case Double number -> out.append(number.doubleValue());
            default -> throw new IllegalStateException("no fact holds a " + value.getClass());
        }
    }

    private void map(Map<?, ?> map) {
        out.append('{');
        int start = out.length();
        map.forEach((key, member) -> {
            if (out.length() > start) {
                out.append(',');
            }
            text((String) key);
            out.append(':');
            value(member);
        });
        out.append('}');
    }

    private void list(List<?> list) {
        out.append('[');
        int start = out.length();
        list.forEach(item -> {
            if (out.length() > start) {
                out.append(',');
            }
            value(item);
        });
        out.append(']');
    }

    private void text(String text) {
        out.append('"');
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
                out.append("\\u%04x".formatted(c));
            } else {
                out.appendCodePoint(c);
            }
        });
        out.append('"');
    }
}
