// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.NameToken.Role;
import java.util.List;

/**
 * What a likeness is worth when one name is held against a whole list.
 *
 * <p>Among thousands of listed names some are like any name: two common words agree, or short ones but for a letter. What
 * agrees must say enough for a likeness to be no accident, and more the more words stand alone. Names that agree word by
 * word are left as they are. The constants were chosen on made-up ordinary names and on treated listed ones, beside each
 * other, by {@code bench/screening}.
 */
final class ChanceLikeness {
    private static final double ENOUGH = 1.8;
    private static final double LEAST_ENOUGH = 1.0;
    private static final double ENOUGH_SHARE = 0.9;
    private static final double ASKED_ALONE = 0.6;
    /** Lists write names in full, customers do not. */
    private static final double LISTED_ALONE = 0.3;

    private static final double UNLIKE = 0.5;
    private static final double STRENGTH = 2.0;
    /** First letters of some words are some firm's name; those people use stand on the lists as aliases. */
    private static final double ACRONYM = -3;

    /** Words of this many letters and one say all that a word can. */
    private static final double SAYING_LETTERS = 4;

    private static final double SPELLING_LOSS = 2.5;

    private ChanceLikeness() {}

    /** Log-odds, 0 or less. */
    static double logOdds(NameComparison comparison) {
        if (comparison.acronym()) {
            return ACRONYM;
        }
        double said = 0;
        double alone = ASKED_ALONE * said(comparison.pairing().leftAlone())
                + LISTED_ALONE * said(comparison.pairing().rightAlone());
        boolean exact = alone == 0;
        for (TokenPairing.Pair pair : comparison.pairing().pairs()) {
            if (pair.left().counts() || pair.right().counts()) {
                double share = share(pair.likeness());
                said += Math.min(says(pair.left()), says(pair.right())) * share;
                alone += UNLIKE * (1 - share) * lost(pair);
                exact &= share >= share(Pairing.TRANSLITERATION);
            }
        }
        if (exact) {
            return 0;
        }
        double enough = Math.clamp(ENOUGH_SHARE * said(comparison.right().tokens()), LEAST_ENOUGH, ENOUGH);
        return -STRENGTH * Math.max(0, enough - said + alone);
    }

    /** In short words a letter is much of the word. */
    private static double lost(TokenPairing.Pair pair) {
        double weight = Math.min(pair.left().weight(), pair.right().weight());
        int letters = Math.min(pair.left().text().length(), pair.right().text().length());
        return letters <= SAYING_LETTERS ? 2 * weight : weight;
    }

    private static double share(TokenLikeness likeness) {
        return likeness.how() == Pairing.SPELLING
                ? Math.max(0, 1 - SPELLING_LOSS * (1 - likeness.value()))
                : share(likeness.how());
    }

    private static double share(Pairing how) {
        return switch (how) {
            case SAME, JOINED, NUMBER, ACRONYM -> 1;
            case TRANSLITERATION -> 0.9;
            case VARIANT -> 0.7;
            case CONSONANTS -> 0.6;
            case INITIAL -> 0.1;
            case SPELLING -> 0.5;
        };
    }

    private static double said(List<NameToken> tokens) {
        double said = 0;
        for (NameToken token : tokens) {
            said += token.counts() ? says(token) : 0;
        }
        return said;
    }

    private static double says(NameToken token) {
        return token.role() == Role.WORD
                ? token.weight() * Math.min(1, (token.text().length() - 1) / SAYING_LETTERS)
                : token.weight() / 2;
    }
}
