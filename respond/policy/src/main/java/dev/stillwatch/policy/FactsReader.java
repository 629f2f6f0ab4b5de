// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.settings.Section;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads facts from sections {@code campaign} and {@code account}; either may be left out, and so may any fact. */
final class FactsReader {
    private FactsReader() {}

    static Facts read(Section section) {
        Facts.Builder facts = Facts.builder();
        section.optionalSection("campaign").ifPresent(campaign -> {
            facts.set(Fact.HAS_CAMPAIGN, true);
            read(campaign, "campaign", facts);
        });
        section.optionalSection("account").ifPresent(account -> {
            facts.set(Fact.HAS_ACCOUNT, true);
            read(account, "account", facts);
        });
        return facts.build();
    }

    private static void read(Section section, String subject, Facts.Builder facts) {
        for (Fact fact : Fact.values()) {
            if (fact.subject().equals(subject)) {
                value(section, fact).ifPresent(value -> facts.set(fact, value));
            }
        }
    }

    private static Optional<Object> value(Section section, Fact fact) {
        String key = fact.member();
        if (!section.has(key)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (fact.kind()) {
                    case TRUTH -> section.flag(key);
                    case WHOLE -> section.whole(key, 0, Long.MAX_VALUE);
                    case NUMBER -> section.number(key, -1e12, 1e12);
                    case TEXT -> text(section, key, fact);
                    case LENGTH -> section.duration(key);
                    case TEXTS -> section.texts(key).stream().sorted().toList();
                    case NUMBERS -> numbers(section.section(key));
                    case TEXT_MAP -> texts(section.section(key));
                });
    }

    private static String text(Section section, String key, Fact fact) {
        String text = section.text(key);
        if (!fact.closed().isEmpty() && !fact.closed().contains(text)) {
            throw section.refusal(
                    key,
                    "must be one of "
                            + String.join(", ", fact.closed().stream().sorted().toList()));
        }
        return text;
    }

    private static SortedMap<String, Double> numbers(Section section) {
        SortedMap<String, Double> numbers = new TreeMap<>();
        section.keys().forEach(key -> numbers.put(key, section.number(key, -1e12, 1e12)));
        return numbers;
    }

    private static SortedMap<String, String> texts(Section section) {
        SortedMap<String, String> texts = new TreeMap<>();
        section.keys()
                .forEach(key -> section.parsed(key, "text", text -> text).ifPresent(text -> texts.put(key, text)));
        return texts;
    }
}
