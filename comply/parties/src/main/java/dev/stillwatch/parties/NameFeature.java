// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/** What the score of two names is made of; each is 0 for a name with itself but for {@link #BASE}. */
enum NameFeature {
    /** Always 1. */
    BASE,
    /** Both names have words the other lacks. */
    BOTH_DIFFER,
    /** The share of the longer name that the shorter one lacks beyond what the longer one lacks. */
    MISSING_SHARE,
    /** The same, for names that are no person's. */
    ENTITY_MISSING_SHARE,
    /** Only one word that counts agrees, and one of the names has more. */
    SINGLE_WORD,
    /** How unlike the names are, written as one word; not asked where both differ, which says more and costs less. */
    WHOLE_UNLIKE,
    /** How many letters differ in the pair of words that differs most, beyond the first. */
    LETTERS_DIFFER,
    /** Father and son changed places: "A bin B" and "B bin A". */
    FATHER_SWAPPED,
    /** Legal forms are of different classes. */
    LEGAL_FORMS_DIFFER,
    /** One name is the first letters of the other. */
    ACRONYM
}
