// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenance;

import dev.stillwatch.provenance.SelfDisclosure.Kind;
import dev.stillwatch.provenance.SelfDisclosure.Maker;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Finds where a text says of itself that a model wrote it: "as an AI language model", "I was trained by OpenAI".
 *
 * <p>One pass over the text, whatever the number of phrases. Case, curly quotes and runs of blanks do not matter. Skips
 * what is quoted, and what follows words that speak about saying it, such as "never say". Immutable, so thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/360825.360855">Aho, Corasick 1975: efficient string matching</a>
 */
public final class IdentityPhrases {
    /** How far back a guard word makes a phrase a discussion, in characters. */
    private static final int GUARD_REACH = 50;

    private static final List<String> GUARDS = List.of(
            " say ",
            " says ",
            " saying ",
            " said ",
            "never ",
            "don't ",
            "do not ",
            "avoid ",
            " phrase",
            "phrases",
            "respond with",
            "reply with",
            "answer with",
            "pretend",
            " act ",
            "instead of",
            "without ",
            "contains ",
            " wrote",
            " writes",
            " if ",
            " replied",
            " responds",
            " answered",
            "role",
            "you are ");

    private final PhraseMatcher matcher;
    private final List<Entry> entries;

    private record Entry(Maker maker, Kind kind, String phrase) {}

    private static final class Shipped {
        static final IdentityPhrases PHRASES = load();

        private static IdentityPhrases load() {
            try (InputStream in = IdentityPhrases.class.getResourceAsStream("identity-phrases.txt")) {
                byte[] bytes = Objects.requireNonNull(in, "identity-phrases.txt is missing from the jar")
                        .readAllBytes();
                return new IdentityPhrases(
                        new String(bytes, StandardCharsets.UTF_8).lines().toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Phrases of lines {@code maker kind phrase}; lines that begin with {@code #} are comments. */
    IdentityPhrases(List<String> lines) {
        entries = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(IdentityPhrases::entry)
                .toList();
        matcher = new PhraseMatcher(entries.stream().map(Entry::phrase).toList());
    }

    private static Entry entry(String line) {
        String[] parts = line.split(" ", 3);
        return new Entry(
                Maker.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Kind.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                parts[2]);
    }

    /** The phrases in this jar; loaded once. */
    public static IdentityPhrases shipped() {
        return Shipped.PHRASES;
    }

    /** Every disclosure in a text, in the order of where they end; the longest phrase where several end together. */
    public List<SelfDisclosure> find(CharSequence text) {
        List<SelfDisclosure> found = new ArrayList<>();
        matcher.scan(text, (phrase, end) -> {
            Entry entry = entries.get(phrase);
            if (!discussed(text, Math.max(0, end + 1 - entry.phrase().length()))) {
                found.add(new SelfDisclosure(entry.maker(), entry.kind(), end, entry.phrase()));
            }
        });
        return List.copyOf(found);
    }

    private static boolean discussed(CharSequence text, int start) {
        int from = Math.max(0, start - GUARD_REACH);
        StringBuilder before = new StringBuilder(GUARD_REACH + 1).append(' ');
        int quotes = 0;
        for (int i = from; i < start; i++) {
            char c = PhraseMatcher.fold(text.charAt(i));
            if (c == '.' || c == '!' || c == '?' || text.charAt(i) == '\n') {
                before.setLength(1);
                continue;
            }
            if (c == '"' || c == '\u00ab') {
                quotes++;
            }
            before.append(c);
        }
        String context = before.toString();
        return quotes % 2 == 1
                || context.endsWith(" '")
                || context.startsWith(" >")
                || GUARDS.stream().anyMatch(context::contains);
    }
}
