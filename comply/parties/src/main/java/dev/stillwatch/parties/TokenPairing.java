// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.NameToken.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which word of one name is which word of the other; no word is used twice.
 *
 * <p>Words written together or apart are joined first. Then the most alike and weightiest pairs are taken one after the
 * other: with the few words of names that is the best assignment but for ties, and people can follow it.
 *
 * @param pairs of both names' words
 * @param leftAlone words of the first name that stayed without a partner
 * @param rightAlone words of the second name that did
 */
record TokenPairing(List<Pair> pairs, List<NameToken> leftAlone, List<NameToken> rightAlone) {
    private static final double JOINED_LIKENESS = 0.86;
    private static final int SHORTEST_JOINED = 4;
    private static final int MOST_JOINED = 4;

    record Pair(NameToken left, NameToken right, TokenLikeness likeness) {}

    private record Candidate(int left, int right, TokenLikeness likeness, double gain) {}

    static TokenPairing of(PreparedName left, PreparedName right) {
        List<NameToken> lefts = new ArrayList<>(left.tokens());
        List<NameToken> rights = new ArrayList<>(right.tokens());
        List<Pair> pairs = new ArrayList<>();
        if (lefts.size() != rights.size() || lefts.size() > 1) {
            join(lefts, rights, pairs, false);
            join(rights, lefts, pairs, true);
        }
        assign(lefts, rights, pairs);
        return new TokenPairing(pairs, lefts, rights);
    }

    /** Finds words of {@code wholes} that are several neighbouring words of {@code parts}. */
    private static void join(List<NameToken> wholes, List<NameToken> parts, List<Pair> pairs, boolean swapped) {
        for (int w = 0; w < wholes.size() && parts.size() > 1; w++) {
            NameToken whole = wholes.get(w);
            if (whole.role() != Role.WORD || whole.text().length() < SHORTEST_JOINED) {
                continue;
            }
            Run run = bestRun(whole, parts);
            if (run.length > 0 && run.likeness > bestSingle(whole, parts)) {
                TokenLikeness likeness = new TokenLikeness(Math.min(run.likeness, 0.99), Pairing.JOINED);
                NameToken joined = parts.get(run.at);
                for (NameToken next : parts.subList(run.at + 1, run.at + run.length)) {
                    joined = joined.joined(next);
                }
                pairs.add(swapped ? new Pair(joined, whole, likeness) : new Pair(whole, joined, likeness));
                parts.subList(run.at, run.at + run.length).clear();
                wholes.remove(w--);
            }
        }
    }

    private record Run(int at, int length, double likeness) {}

    private static Run bestRun(NameToken whole, List<NameToken> parts) {
        Run best = new Run(0, 0, 0);
        for (int at = 0; at + 1 < parts.size(); at++) {
            NameToken first = parts.get(at);
            if (first.text().charAt(0) != whole.text().charAt(0)
                    && first.folded().charAt(0) != whole.folded().charAt(0)) {
                continue;
            }
            String joined = first.text();
            for (int length = 2; length <= MOST_JOINED && at + length <= parts.size(); length++) {
                NameToken next = parts.get(at + length - 1);
                // What was taken out between two words parts them.
                if (next.position() != parts.get(at + length - 2).position() + 1) {
                    break;
                }
                joined += next.text();
                if (Math.abs(joined.length() - whole.text().length()) * 6
                        > whole.text().length() + 5) {
                    continue;
                }
                double alike = joined.equals(whole.text()) ? 1 : spelling(joined, whole);
                if (alike >= JOINED_LIKENESS && alike > best.likeness) {
                    best = new Run(at, length, alike);
                }
            }
        }
        return best;
    }

    private static double spelling(String joined, NameToken whole) {
        return TokenLikeness.spelling(joined, whole.text(), SoundForm.folded(joined), whole.folded());
    }

    private static double bestSingle(NameToken whole, List<NameToken> parts) {
        double best = 0;
        for (NameToken part : parts) {
            best = Math.max(best, TokenLikeness.of(whole, part).value());
        }
        return best;
    }

    private static void assign(List<NameToken> lefts, List<NameToken> rights, List<Pair> pairs) {
        List<Candidate> candidates = new ArrayList<>();
        for (int l = 0; l < lefts.size(); l++) {
            for (int r = 0; r < rights.size(); r++) {
                NameToken a = lefts.get(l);
                NameToken b = rights.get(r);
                TokenLikeness likeness = TokenLikeness.of(a, b);
                if (likeness.value() >= TokenLikeness.LEAST) {
                    double nearness = 1 - Math.abs(l - r) / 100.0;
                    double weight = 0.7 + 0.3 * Math.max(a.weight(), b.weight());
                    candidates.add(new Candidate(l, r, likeness, likeness.value() * weight * nearness));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::gain).reversed());
        boolean[] leftUsed = new boolean[lefts.size()];
        boolean[] rightUsed = new boolean[rights.size()];
        for (Candidate candidate : candidates) {
            if (!leftUsed[candidate.left] && !rightUsed[candidate.right]) {
                leftUsed[candidate.left] = true;
                rightUsed[candidate.right] = true;
                pairs.add(new Pair(lefts.get(candidate.left), rights.get(candidate.right), candidate.likeness));
            }
        }
        removeUsed(lefts, leftUsed);
        removeUsed(rights, rightUsed);
    }

    private static void removeUsed(List<NameToken> tokens, boolean[] used) {
        for (int i = tokens.size() - 1; i >= 0; i--) {
            if (used[i]) {
                tokens.remove(i);
            }
        }
    }
}
