// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.util.OptionalInt;

/**
 * What a suspect's answers end with, counted for each occasion. Depends on prompts and answers alone, never on a key. Not
 * thread-safe; a few kilobytes.
 */
public final class Sightings {
    /* Once may be chance; a habit comes back. */
    private static final int LEAST = 2;

    private final int[][] counts = new int[Assignment.PLACES][Wordings.CHOICES];
    private long answers;
    private long showing;
    private long left;

    /**
     * Counts one answer.
     *
     * @param prompt what the suspect was asked last; where it holds any of the wordings the answer is left out, for the
     *     suspect might only repeat it
     * @param answer all of what it said
     */
    public void add(String prompt, String answer) {
        if (Wordings.anyIn(prompt)) {
            left++;
            return;
        }
        answers++;
        int first = Occasion.of(prompt).index() * Wordings.SLOTS;
        boolean any = false;
        for (int slot = 0; slot < Wordings.SLOTS; slot++) {
            OptionalInt seen = Wordings.seen(slot, answer);
            if (seen.isPresent()) {
                counts[first + slot][seen.getAsInt()]++;
                any = true;
            }
        }
        if (any) {
            showing++;
        }
    }

    /** Answers counted. */
    public long answers() {
        return answers;
    }

    /** Answers of them that end with any wording, whoever's. */
    public long showing() {
        return showing;
    }

    /** Answers left out, since their prompts held wordings. */
    public long leftOut() {
        return left;
    }

    /**
     * The wording that is shown most often at a place; empty where two are shown equally often, or none at least twice. So
     * ties count for nobody.
     */
    OptionalInt habit(int place) {
        int best = -1;
        boolean tie = false;
        for (int choice = 0; choice < Wordings.CHOICES; choice++) {
            int count = counts[place][choice];
            if (count >= LEAST && (best < 0 || count >= counts[place][best])) {
                tie = best >= 0 && count == counts[place][best];
                best = choice;
            }
        }
        return best < 0 || tie ? OptionalInt.empty() : OptionalInt.of(best);
    }
}
