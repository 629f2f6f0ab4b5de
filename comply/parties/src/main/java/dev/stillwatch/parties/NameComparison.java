// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two names beside each other: the pairs of their words, and the features that follow from them.
 *
 * @param features those that are not 0
 */
record NameComparison(
        PreparedName left,
        PreparedName right,
        TokenPairing pairing,
        boolean acronym,
        Map<NameFeature, Double> features) {
    private static final Set<String> SON_OF = Set.of("bin", "ben", "ibn", "bint", "binti", "ould");

    static NameComparison of(PreparedName left, PreparedName right) {
        TokenPairing pairing = TokenPairing.of(left, right);
        boolean acronym = acronym(left, right) || acronym(right, left);
        NameComparison comparison = new NameComparison(left, right, pairing, acronym, new EnumMap<>(NameFeature.class));
        comparison.compute();
        return comparison;
    }

    private static boolean acronym(PreparedName brief, PreparedName full) {
        List<NameToken> words =
                brief.tokens().stream().filter(NameToken::counts).toList();
        // A person's initials are any word.
        boolean persons = brief.kind() == EntryKind.PERSON || full.kind() == EntryKind.PERSON;
        return !persons
                && full.acronym().length() > 2
                && !words.isEmpty()
                && words.getFirst().text().equals(full.acronym())
                && words.size() <= 2;
    }

    private void set(NameFeature feature, double value) {
        if (value != 0) {
            features.put(feature, value);
        }
    }

    private void compute() {
        boolean entity = left.kind() != EntryKind.PERSON && right.kind() != EntryKind.PERSON;
        double said = 0;
        double letters = 0;
        int words = 0;
        for (TokenPairing.Pair pair : pairing.pairs()) {
            double weight = Math.min(pair.left().weight(), pair.right().weight());
            said += weight * pair.likeness().value();
            if (pair.left().counts() || pair.right().counts()) {
                words++;
                if (pair.likeness().how() == Pairing.SPELLING) {
                    letters = Math.max(
                            letters,
                            (left.transliterated() == right.transliterated()
                                            ? EditDistance.plain(
                                                    pair.left().text(),
                                                    pair.right().text())
                                            : EditDistance.bySound(
                                                    pair.left().folded(),
                                                    pair.right().folded()))
                                    - 1);
                }
            }
        }
        double leftAlone = weight(pairing.leftAlone());
        double rightAlone = weight(pairing.rightAlone());
        double leftShare = leftAlone / Math.max(0.01, leftAlone + said);
        double rightShare = rightAlone / Math.max(0.01, rightAlone + said);
        boolean leftLacks = counts(pairing.rightAlone());
        boolean rightLacks = counts(pairing.leftAlone());
        double missing = Math.abs(leftShare - rightShare);
        set(NameFeature.BASE, 1);
        if (acronym) {
            set(NameFeature.ACRONYM, 1);
            return;
        }
        set(NameFeature.BOTH_DIFFER, leftLacks && rightLacks ? 1 : 0);
        set(NameFeature.MISSING_SHARE, missing);
        set(NameFeature.ENTITY_MISSING_SHARE, entity ? missing : 0);
        set(NameFeature.SINGLE_WORD, words <= 1 && (leftLacks || rightLacks) ? 1 : 0);
        set(NameFeature.WHOLE_UNLIKE, leftLacks && rightLacks ? 0 : wholeUnlike());
        set(NameFeature.LETTERS_DIFFER, letters);
        set(NameFeature.FATHER_SWAPPED, fatherSwapped() ? 1 : 0);
        boolean forms = !left.legalForms().isEmpty()
                && !right.legalForms().isEmpty()
                && Collections.disjoint(left.legalForms(), right.legalForms());
        set(NameFeature.LEGAL_FORMS_DIFFER, forms ? 1 : 0);
    }

    private boolean fatherSwapped() {
        int leftSon = sonOf(left);
        int rightSon = sonOf(right);
        boolean down = false;
        boolean up = false;
        for (TokenPairing.Pair pair : pairing.pairs()) {
            if (leftSon >= 0 && rightSon >= 0 && pair.left().counts()) {
                boolean leftBefore = pair.left().position() < leftSon;
                boolean rightBefore = pair.right().position() < rightSon;
                down |= leftBefore && !rightBefore;
                up |= !leftBefore && rightBefore;
            }
        }
        return down && up;
    }

    /** Where the name says "son of" or "daughter of"; -1 if it does not. */
    private static int sonOf(PreparedName name) {
        return name.tokens().stream()
                .filter(token -> SON_OF.contains(token.text()))
                .mapToInt(NameToken::position)
                .findFirst()
                .orElse(-1);
    }

    /** Names differ in the order of their words more than in anything else, so the better of two orders counts. */
    private double wholeUnlike() {
        double asWritten = unlike(left.joined(), right.joined());
        return asWritten == 0 ? 0 : Math.min(asWritten, unlike(left.sorted(), right.sorted()));
    }

    private static double unlike(String a, String b) {
        int longer = Math.min(EditDistance.LONGEST, Math.max(a.length(), b.length()));
        return Math.min(1, EditDistance.bySound(a, b) / Math.max(1, longer));
    }

    private static double weight(List<NameToken> tokens) {
        double weight = 0;
        for (NameToken token : tokens) {
            weight += token.weight();
        }
        return weight;
    }

    private static boolean counts(List<NameToken> tokens) {
        return tokens.stream().anyMatch(NameToken::counts);
    }
}
