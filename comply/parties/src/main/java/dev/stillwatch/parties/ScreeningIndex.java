// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * All entries of all lists, to be searched by name.
 *
 * <p>Words like those asked for give candidates, the rarest counting most; the best {@value #MOST_CANDIDATES} names are then
 * compared in full. A name is missed if none of its words is like one asked for, or if so many others are closer. About 5 kB
 * a listed name. Immutable and thread-safe; no I/O.
 */
public final class ScreeningIndex {
    /** The algorithm's name in results. */
    public static final String ALGORITHM = "stillwatch-names";

    /** Where fewer than one in 200 ordinary names raise an alert on full lists; {@code docs/screening.md} has the table. */
    public static final MatchScore DEFAULT_THRESHOLD = new MatchScore(0.80);

    static final int MOST_CANDIDATES = 32;
    /** Less in common than this share of both names' weight is no candidate. */
    private static final double LEAST_SHARE = 0.35;

    private static final double WRITTEN_TOGETHER = 1.5;

    private record Name(int entry, int number, PreparedName prepared) {}

    private final List<ListSnapshot> snapshots;
    private final List<ListEntry> entries = new ArrayList<>();
    private final List<Name> names = new ArrayList<>();
    private final List<List<PreparedName>> preparedByEntry = new ArrayList<>();
    private final WordIndex words = new WordIndex();
    private final Map<String, List<Integer>> sameWords = new HashMap<>();
    private final Map<String, List<Integer>> acronyms = new HashMap<>();
    private final double[] totals;
    private final ConcurrentLinkedQueue<Candidates> pool = new ConcurrentLinkedQueue<>();

    public ScreeningIndex(List<ListLoad.Loaded> lists) {
        snapshots = lists.stream().map(ListLoad.Loaded::snapshot).toList();
        lists.forEach(list -> list.entries().forEach(this::add));
        words.finish();
        totals = new double[names.size()];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = total(names.get(i).prepared());
        }
    }

    private void add(ListEntry entry) {
        int number = entries.size();
        entries.add(entry);
        List<PreparedName> prepared = new ArrayList<>();
        for (int i = 0; i < entry.names().size(); i++) {
            PreparedName name = PreparedName.of(entry.names().get(i).text(), entry.kind());
            prepared.add(name);
            int at = names.size();
            names.add(new Name(number, i, name));
            for (NameToken token : searched(name)) {
                words.add(token, at);
            }
            sameWords.computeIfAbsent(name.sorted(), _ -> new ArrayList<>()).add(at);
            if (!name.acronym().isEmpty()) {
                acronyms.computeIfAbsent(name.acronym(), _ -> new ArrayList<>()).add(at);
            }
        }
        preparedByEntry.add(List.copyOf(prepared));
    }

    /** The words, and neighbours written together. */
    private static List<NameToken> searched(PreparedName name) {
        List<NameToken> tokens = new ArrayList<>();
        for (int i = 0; i < name.tokens().size(); i++) {
            NameToken token = name.tokens().get(i);
            if (token.counts()) {
                tokens.add(token);
            }
            if (i > 0 && (token.counts() || name.tokens().get(i - 1).counts())) {
                tokens.add(name.tokens().get(i - 1).joined(token));
            }
        }
        return tokens;
    }

    private double total(PreparedName name) {
        double total = 0;
        for (NameToken token : name.tokens()) {
            total += token.counts() ? rarity(words.count(token)) : 0;
        }
        return Math.max(total, 0.1);
    }

    private double rarity(int count) {
        return Math.log((names.size() + 1.0) / (count + 1.0));
    }

    public List<ListSnapshot> snapshots() {
        return snapshots;
    }

    public int entryCount() {
        return entries.size();
    }

    public int nameCount() {
        return names.size();
    }

    public ScreeningResult screen(ScreeningQuery query) {
        return screen(query, DEFAULT_THRESHOLD);
    }

    /** Every entry found whose match reaches the threshold. */
    public ScreeningResult screen(ScreeningQuery query, MatchScore threshold) {
        List<PreparedName> asked = NameMatcher.prepared(query);
        Map<Integer, List<Integer>> found = new LinkedHashMap<>();
        Candidates candidates = pool.poll();
        if (candidates == null) {
            candidates = new Candidates(names.size());
        }
        for (PreparedName name : asked) {
            collect(name, candidates);
            double total = total(name);
            for (int candidate : candidates.best(MOST_CANDIDATES, LEAST_SHARE, total, totals)) {
                found.computeIfAbsent(names.get(candidate).entry(), _ -> new ArrayList<>())
                        .add(names.get(candidate).number());
            }
            candidates.clear();
            // However many names are close, those with the same words are never crowded out.
            for (int same : sameWords.getOrDefault(name.sorted(), List.of())) {
                found.computeIfAbsent(names.get(same).entry(), _ -> new ArrayList<>())
                        .add(names.get(same).number());
            }
        }
        pool.add(candidates);
        List<ScreeningHit> hits = new ArrayList<>();
        found.forEach((entry, numbers) -> {
            int[] which =
                    numbers.stream().distinct().mapToInt(Integer::intValue).toArray();
            NameMatcher.matchReaching(threshold, query, asked, entries.get(entry), preparedByEntry.get(entry), which)
                    .ifPresent(match -> hits.add(new ScreeningHit(entries.get(entry), match)));
        });
        hits.sort(Comparator.comparing((ScreeningHit hit) -> hit.match().score())
                .reversed()
                .thenComparing(hit -> hit.entry().source())
                .thenComparing(hit -> hit.entry().id()));
        return new ScreeningResult(snapshots, ALGORITHM, NameMatcher.VERSION, threshold, hits);
    }

    private void collect(PreparedName name, Candidates candidates) {
        for (NameToken token : searched(name)) {
            words.alike(token, (word, likeness) -> {
                double gain = rarity(word.count()) * likeness;
                for (int i = 0; i < word.count(); i++) {
                    candidates.add(word.name(i), gain);
                }
            });
            acronyms.getOrDefault(token.text(), List.of())
                    .forEach(candidate -> candidates.add(candidate, totals[candidate] * WRITTEN_TOGETHER));
        }
        if (!name.acronym().isEmpty()) {
            double total = total(name);
            NameToken acronym = NameToken.of(name.acronym(), false, NameToken.Role.WORD, 0);
            words.alike(acronym, (word, likeness) -> {
                for (int i = 0; likeness == 1 && i < word.count(); i++) {
                    candidates.add(word.name(i), total * WRITTEN_TOGETHER);
                }
            });
        }
    }
}
