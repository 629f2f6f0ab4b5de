// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds the words of an index that are like a word.
 *
 * <p>Each word stands under keys: itself as it sounds, that with each letter left out, its consonants, those with each left
 * out, and its variants. Two words with one change between them have a key in common, as have words with the same
 * consonants. About 25 keys a word; a look-up takes some microseconds.
 */
final class WordIndex {
    private static final int SHORTEST_WITHOUT = 4;
    private static final int SHORTEST_CONSONANTS = 2;

    /** A word with the names it stands in. */
    static final class Entry {
        final NameToken token;
        private int[] names = new int[2];
        private int count;

        Entry(NameToken token) {
            this.token = token;
        }

        private void add(int name) {
            if (count > 0 && names[count - 1] == name) {
                return;
            }
            if (count == names.length) {
                names = Arrays.copyOf(names, count * 2);
            }
            names[count++] = name;
        }

        int count() {
            return count;
        }

        int name(int i) {
            return names[i];
        }
    }

    private final Map<String, Entry> words = new HashMap<>();
    private final Map<String, List<Entry>> byKey = new HashMap<>();

    /** Names must come in order of their numbers. */
    void add(NameToken token, int name) {
        words.computeIfAbsent(token.text(), _ -> new Entry(token)).add(name);
    }

    /** After the last word. */
    void finish() {
        for (Entry entry : words.values()) {
            for (String key : keys(entry.token)) {
                byKey.computeIfAbsent(key, _ -> new ArrayList<>(2)).add(entry);
            }
        }
    }

    int count(NameToken token) {
        Entry entry = words.get(token.text());
        return entry == null ? 0 : entry.count;
    }

    /** Hands over each word like the token, once, with how like it is. */
    void alike(NameToken token, BiConsumer<Entry, Double> found) {
        Set<Entry> seen = new LinkedHashSet<>();
        for (String key : keys(token)) {
            seen.addAll(byKey.getOrDefault(key, List.of()));
        }
        for (Entry entry : seen) {
            double likeness = TokenLikeness.of(token, entry.token).value();
            if (likeness >= TokenLikeness.LEAST) {
                found.accept(entry, likeness);
            }
        }
    }

    private static Set<String> keys(NameToken token) {
        Set<String> keys = new LinkedHashSet<>();
        String folded = token.folded();
        keys.add(folded);
        if (token.role() != NameToken.Role.WORD) {
            return keys;
        }
        without(folded, "", keys);
        String consonants = token.consonants();
        if (consonants.length() >= SHORTEST_CONSONANTS) {
            keys.add('#' + consonants);
            without(consonants, "#", keys);
        }
        for (int group : WordClasses.variantGroups(token.text())) {
            keys.add("=" + group);
        }
        return keys;
    }

    private static void without(String word, String mark, Set<String> keys) {
        if (word.length() < SHORTEST_WITHOUT) {
            return;
        }
        for (int i = 0; i < word.length(); i++) {
            keys.add(mark + word.substring(0, i) + word.substring(i + 1));
        }
    }
}
