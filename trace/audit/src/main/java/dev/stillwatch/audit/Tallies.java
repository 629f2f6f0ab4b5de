// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What was counted so far, by source and in all. Not thread-safe; bounded, whatever the number of rows and sources. */
final class Tallies {
    /** Sources that are counted apart. */
    static final int MOST_SOURCES = 1000;

    private static final int NAMED_MALFORMED = 20;

    private final Map<String, Counts> sources = new TreeMap<>();
    private final List<String> malformed = new ArrayList<>();
    private long unread;

    Tallies() {}

    /** Goes on from what was kept. */
    Tallies(Kept kept) {
        kept.sources().forEach((source, counts) -> sources.put(source, new Counts(counts)));
        malformed.addAll(kept.malformed());
        unread = kept.unread();
    }

    /**
     * What is kept of the counting when an audit may be cut off.
     *
     * @param malformed the first rows that could not be read, with the reasons
     * @param unread how many there were
     */
    record Kept(SortedMap<String, SortedMap<String, Long>> sources, List<String> malformed, long unread) {}

    Kept kept() {
        SortedMap<String, SortedMap<String, Long>> all = new TreeMap<>();
        sources.forEach((source, counts) -> all.put(source, counts.all()));
        return new Kept(all, List.copyOf(malformed), unread);
    }

    void unread(RowResult.Unread row) {
        unread++;
        if (malformed.size() < NAMED_MALFORMED) {
            malformed.add(row.outcome().place() + ": " + row.outcome().reason());
        }
    }

    void seen(RowResult.Seen row) {
        Finding finding = row.finding();
        Counts counts = of(finding.source());
        counts.add("rows");
        if (row.characters() == 0) {
            counts.add("unanswered");
            return;
        }
        counts.add("judged");
        counts.add("characters", row.characters());
        row.pooled().forEach(counts::add);
        if (row.plain()) {
            counts.add("plain");
        }
        String length = row.stratum().length().name();
        counts.add("length." + length);
        counts.add("language." + row.stratum().language());
        if (finding.evidence().isEmpty()) {
            return;
        }
        Set<String> kinds = new HashSet<>();
        for (Evidence evidence : finding.evidence()) {
            if (kinds.add(evidence.kind())) {
                counts.add("kind." + evidence.kind());
            }
            switch (evidence) {
                case Evidence.Identity identity -> counts.add("phrase." + identity.phrase());
                case Evidence.KnownSet known -> counts.add("set." + known.set());
                case Evidence.Declared declared -> counts.add("field." + declared.field());
                case Evidence.Marked marked -> counts.add("mark." + marked.key());
                case Evidence.Served _ -> {
                    // Nothing to tell apart.
                }
            }
        }
        finding.families().forEach(family -> counts.add("family." + family));
        counts.add("evidence");
        counts.add("evidence.length." + length);
        counts.add("evidence.language." + row.stratum().language());
        if (said(finding)) {
            counts.add("said");
        }
        if (proven(finding)) {
            counts.add("proven");
        }
    }

    /** Whether a row says that a model wrote it, or its answer speaks as a model of a named family. */
    private static boolean said(Finding finding) {
        return finding.evidence().stream()
                .anyMatch(each -> each instanceof Evidence.Declared
                        || (each instanceof Evidence.Identity identity
                                && identity.named().isPresent()));
    }

    /** Whether any evidence of a row can hardly be explained but by the text having been a model's before. */
    private static boolean proven(Finding finding) {
        return finding.evidence().stream()
                .anyMatch(each -> each instanceof Evidence.KnownSet
                        || each instanceof Evidence.Marked
                        || (each instanceof Evidence.Served served && served.verbatim()));
    }

    private Counts of(String source) {
        String name = sources.containsKey(source) || sources.size() < MOST_SOURCES ? source : Sources.FURTHER;
        return sources.computeIfAbsent(name, each -> new Counts());
    }
}
