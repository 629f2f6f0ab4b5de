// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

import java.util.Comparator;
import java.util.List;

/**
 * What an audit found. Immutable.
 *
 * @param files that were read
 * @param witnesses what was looked at
 * @param sources most at risk first
 * @param unread rows that could not be read
 * @param unreadPlaces the first of them with the reasons
 * @param notes what else a reader has to know
 */
public record AuditSummary(
        List<FileFacts> files,
        List<String> witnesses,
        List<SourceSummary> sources,
        long unread,
        List<String> unreadPlaces,
        List<String> notes) {

    /**
     * A file that was read.
     *
     * @param shape of its rows; {@code empty} where it holds nothing
     * @param head SHA-256 of its first 64 KiB
     */
    public record FileFacts(String name, long bytes, String shape, String head) {}

    public AuditSummary {
        files = List.copyOf(files);
        witnesses = List.copyOf(witnesses);
        sources = sources.stream()
                .sorted(Comparator.comparing(SourceSummary::risk)
                        .reversed()
                        .thenComparing(
                                Comparator.comparingLong(SourceSummary::judged).reversed())
                        .thenComparing(SourceSummary::name))
                .toList();
        unreadPlaces = List.copyOf(unreadPlaces);
        notes = List.copyOf(notes);
    }

    /** Rows that were read. */
    public long rows() {
        return sources.stream().mapToLong(SourceSummary::rows).sum();
    }

    /** Rows with something to look at. */
    public long judged() {
        return sources.stream().mapToLong(SourceSummary::judged).sum();
    }

    /** Rows with any evidence. */
    public Share evident() {
        return new Share(
                sources.stream().mapToLong(each -> each.evident().count()).sum(), judged());
    }

    /** The sources that somebody should act on. */
    public List<SourceSummary> found() {
        return sources.stream().filter(each -> each.risk().found()).toList();
    }

    /** Whether there was too little to look at in every source. */
    public boolean tooLittle() {
        return sources.stream().allMatch(each -> each.risk() == Risk.TOO_LITTLE);
    }
}
