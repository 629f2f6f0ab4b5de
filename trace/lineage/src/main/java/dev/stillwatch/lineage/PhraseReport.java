// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import dev.stillwatch.lineage.LineageResult.PhraseEvidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the phrases of a suspect that speak most for its likeness to a family, and those that speak most against. */
final class PhraseReport {
    private static final int FOR = 12;
    private static final int AGAINST = 6;

    private final PhraseSpace space;
    private final Map<Integer, String> texts = new HashMap<>();
    private final Map<Integer, Integer> counts = new HashMap<>();
    private final int answers;

    PhraseReport(PhraseSpace space, List<Answer> suspect) {
        this.space = space;
        answers = suspect.size();
        for (Answer answer : suspect) {
            Phrases.of(answer.text())
                    .forEach((hash, text) -> space.axis(hash).ifPresent(axis -> {
                        texts.putIfAbsent(axis, text);
                        counts.merge(axis, 1, Integer::sum);
                    }));
        }
    }

    /** Those for it, the strongest first, then those against it. */
    List<PhraseEvidence> of(String family, double[] place) {
        double[] contributions = space.contributions(family, place);
        List<PhraseEvidence> all = new ArrayList<>();
        texts.forEach((axis, text) -> all.add(
                new PhraseEvidence(text, (double) counts.getOrDefault(axis, 0) / answers, contributions[axis])));
        all.sort(Comparator.comparingDouble(PhraseEvidence::contribution)
                .reversed()
                .thenComparing(PhraseEvidence::phrase));
        List<PhraseEvidence> report = new ArrayList<>(all.stream()
                .filter(phrase -> phrase.contribution() > 0)
                .limit(FOR)
                .toList());
        report.addAll(all.reversed().stream()
                .filter(phrase -> phrase.contribution() < 0)
                .limit(AGAINST)
                .toList());
        return report;
    }
}
