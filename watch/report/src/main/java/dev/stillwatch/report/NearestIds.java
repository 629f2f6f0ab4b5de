// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The few ids nearest to one that was asked for, by edit distance: what a typing slip was meant to be.
 *
 * <p>Keeps {@value #KEPT} ids, looks at the first {@value #LENGTH} characters of each, and only at ids of similar length;
 * time per id is the product of both lengths. Not thread-safe.
 */
final class NearestIds {
    private static final int KEPT = 3;
    private static final int LENGTH = 80;

    private record Near(String id, int distance) {}

    private final String wanted;
    private final int farthest;
    private final List<Near> nearest = new ArrayList<>();

    NearestIds(String wanted) {
        this.wanted = cut(wanted);
        this.farthest = Math.max(2, this.wanted.length() / 2);
    }

    void offer(String id) {
        String candidate = cut(id);
        int limit = nearest.size() < KEPT ? farthest : nearest.getLast().distance() - 1;
        if (limit < 0 || Math.abs(candidate.length() - wanted.length()) > limit) {
            return;
        }
        int distance = new LevenshteinDistance(limit).apply(wanted, candidate);
        if (distance >= 0) {
            nearest.add(new Near(candidate, distance));
            nearest.sort(Comparator.comparingInt(Near::distance));
            if (nearest.size() > KEPT) {
                nearest.removeLast();
            }
        }
    }

    /** The account at the start of a line of evidence.jsonl. */
    void offer(EvidenceFile.Lines line) {
        offer(line.escapedAccount());
    }

    /** Ids to suggest, nearest first, safe to print; empty if none is near. */
    List<String> ids() {
        return nearest.stream().map(near -> VisibleText.of(near.id())).toList();
    }

    private static String cut(String id) {
        return id.length() > LENGTH ? id.substring(0, LENGTH) : id;
    }
}
