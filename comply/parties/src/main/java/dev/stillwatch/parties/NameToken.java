// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/**
 * One word of a name, prepared for comparing.
 *
 * @param text small Latin letters and digits
 * @param folded as it sounds ({@link SoundForm})
 * @param consonants of the folded form
 * @param consonantal whether it came from a script that does not write vowels
 * @param role what it does in the name
 * @param weight how much it says, in (0, 1]
 * @param position in the name, from 0
 */
record NameToken(
        String text, String folded, String consonants, boolean consonantal, Role role, double weight, int position) {
    enum Role {
        WORD,
        INITIAL,
        NUMBER,
        PARTICLE,
        TITLE
    }

    static NameToken of(String text, boolean consonantal, Role role, int position) {
        String folded = SoundForm.folded(text);
        return new NameToken(
                text,
                folded,
                SoundForm.consonants(folded),
                consonantal,
                role,
                WordClasses.weight(text, role),
                position);
    }

    /** Whether a name without it is another name. */
    boolean counts() {
        return role == Role.WORD || role == Role.INITIAL;
    }

    NameToken joined(NameToken next) {
        return of(text + next.text, consonantal, Role.WORD, position);
    }
}
