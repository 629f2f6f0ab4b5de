// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import dev.stillwatch.parties.NameToken.Role;

/**
 * How alike two words are, and in which way.
 *
 * @param value 1 for the same, 0 for nothing in common
 */
record TokenLikeness(double value, Pairing how) {
    /** Words less alike than this are different words. */
    static final double LEAST = 0.5;

    /** Words with fewer letters in common are not alike, however near the others' sounds are. */
    private static final double LEAST_LETTERS = 0.3;

    /** Fewer consonants are shared by words that have nothing to do with each other. */
    private static final int SURE_CONSONANTS = 3;

    private static final TokenLikeness SAME = new TokenLikeness(1, Pairing.SAME);
    private static final TokenLikeness NONE = new TokenLikeness(0, Pairing.SPELLING);
    private static final TokenLikeness SOUND = new TokenLikeness(0.97, Pairing.TRANSLITERATION);
    private static final TokenLikeness VARIANT = new TokenLikeness(0.93, Pairing.VARIANT);
    private static final TokenLikeness CONSONANTS = new TokenLikeness(0.9, Pairing.CONSONANTS);
    private static final TokenLikeness INITIAL = new TokenLikeness(0.9, Pairing.INITIAL);
    private static final TokenLikeness NUMBER = new TokenLikeness(1, Pairing.NUMBER);

    static TokenLikeness of(NameToken a, NameToken b) {
        if (a.role() == Role.NUMBER || b.role() == Role.NUMBER) {
            return a.role() == b.role() && a.text().equals(b.text()) ? NUMBER : NONE;
        }
        if (a.text().equals(b.text())) {
            return SAME;
        }
        if (a.role() == Role.INITIAL || b.role() == Role.INITIAL) {
            boolean words = a.counts() && b.counts();
            return words && a.text().charAt(0) == b.text().charAt(0) && a.role() != b.role() ? INITIAL : NONE;
        }
        if (a.folded().equals(b.folded())) {
            return SOUND;
        }
        if (a.role() != Role.WORD || b.role() != Role.WORD) {
            return NONE;
        }
        if (WordClasses.variants(a.text(), b.text())) {
            return VARIANT;
        }
        boolean consonantal = a.consonantal() != b.consonantal();
        if (consonantal
                && a.consonants().length() >= SURE_CONSONANTS
                && a.consonants().equals(b.consonants())) {
            return CONSONANTS;
        }
        double spelling = spelling(a.text(), b.text(), a.folded(), b.folded());
        if (consonantal && Math.min(a.consonants().length(), b.consonants().length()) >= SURE_CONSONANTS) {
            double bones = likeness(EditDistance.plain(a.consonants(), b.consonants()), a.consonants(), b.consonants());
            spelling = Math.max(spelling, 0.85 * bones);
        }
        return spelling < LEAST ? NONE : new TokenLikeness(spelling, Pairing.SPELLING);
    }

    /** The better of letters and sounds; words of very different length are not compared. */
    static double spelling(String a, String b, String foldedA, String foldedB) {
        int longer = Math.max(a.length(), b.length());
        int shorter = Math.min(a.length(), b.length());
        if (shorter * 2 < longer) {
            return 0;
        }
        double letters = likeness(EditDistance.plain(a, b), a, b);
        if (letters < LEAST_LETTERS) {
            return 0;
        }
        double sounds = likeness(EditDistance.bySound(foldedA, foldedB), foldedA, foldedB);
        return Math.max(letters, 0.97 * sounds);
    }

    private static double likeness(double distance, String a, String b) {
        return Math.max(0, 1 - distance / Math.max(1, Math.max(a.length(), b.length())));
    }
}
