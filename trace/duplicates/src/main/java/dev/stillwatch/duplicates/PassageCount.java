// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Counts, run by run, how much of one text was served. Not thread-safe. */
final class PassageCount {
    private static final String SEVERAL = "several models";
    private static final long CLOSED = -1;

    private final List<String> models;
    private final BitSet by = new BitSet();
    private long runs;
    private long common;
    private long served;
    private long passageFrom = CLOSED;
    private long longest;
    private int first;
    private int last;

    PassageCount(List<String> models) {
        this.models = models;
    }

    /** A run that says nothing: it ends a passage, so that a passage is rare throughout. */
    void common() {
        runs++;
        common++;
        passageFrom = CLOSED;
    }

    /** A run that was not served. */
    void unknown() {
        runs++;
        passageFrom = CLOSED;
    }

    /** A rare run that was served, which begins at this word. */
    void served(long place, long facts) {
        runs++;
        served++;
        passageFrom = passageFrom == CLOSED ? place : passageFrom;
        longest = Math.max(longest, place - passageFrom + ServedIndex.RUN_WORDS);
        int from = RunFacts.first(facts);
        first = first == 0 || from == 0 ? Math.max(first, from) : Math.min(first, from);
        last = Math.max(last, RunFacts.last(facts));
        by.set(RunFacts.model(facts));
    }

    Overlap overlap(long words) {
        if (served == 0) {
            return new Overlap.None();
        }
        Optional<LocalDate> from = RunFacts.date(first);
        Overlap.Passages passages =
                new Overlap.Passages(words, runs, common, served, longest, from, RunFacts.date(last), models());
        boolean most = passages.share() >= 0.5 && longest >= ServedIndex.SHORT_PASSAGE;
        return longest >= ServedIndex.LONG_PASSAGE || most
                ? new Overlap.Verbatim(passages)
                : new Overlap.Fragments(passages);
    }

    private NavigableSet<String> models() {
        NavigableSet<String> names = new TreeSet<>();
        by.stream().filter(number -> number != RunFacts.NO_MODEL).forEach(number -> {
            names.add(number <= models.size() ? models.get(number - 1) : SEVERAL);
        });
        return names;
    }
}
