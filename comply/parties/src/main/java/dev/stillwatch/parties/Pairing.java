// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/** How a word of the name asked for was recognised in a listed name. */
public enum Pairing {
    SAME("the same"),
    TRANSLITERATION("sounds the same in another spelling"),
    VARIANT("another form of the same given name"),
    SPELLING("spelt alike"),
    CONSONANTS("the same consonants, in a script that leaves vowels out"),
    INITIAL("initial"),
    NUMBER("the same number"),
    JOINED("the same words, written together or apart"),
    ACRONYM("first letters");

    private final String words;

    Pairing(String words) {
        this.words = words;
    }

    /** For people: "spelt alike". */
    public String words() {
        return words;
    }
}
