// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
        if (Math.abs(candidate.length() - wanted.length()) > limit) {
            return;
        }
        int distance = distance(wanted, candidate, limit);
        if (distance <= limit) {
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

    /** Levenshtein's, row by row; gives up with {@code limit + 1} once no row can come back under it. */
    private static int distance(String a, String b, int limit) {
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            int best = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + change, 1 + Math.min(previous[j], current[j - 1]));
                best = Math.min(best, current[j]);
            }
            if (best > limit) {
                return limit + 1;
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
