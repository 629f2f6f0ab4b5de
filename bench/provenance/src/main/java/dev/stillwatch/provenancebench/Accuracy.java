// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import dev.stillwatch.provenance.StyleScores;
import dev.stillwatch.provenance.Writer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How often the likeliest writer is the right one, for single texts and for several texts of one writer together. */
record Accuracy(int right, int texts) {
    double share() {
        return texts == 0 ? 0 : (double) right / texts;
    }

    static Accuracy of(Map<Writer, List<StyleScores>> known) {
        int right = 0;
        int texts = 0;
        for (Map.Entry<Writer, List<StyleScores>> entry : known.entrySet()) {
            for (StyleScores scores : entry.getValue()) {
                right += scores.best() == entry.getKey() ? 1 : 0;
                texts++;
            }
        }
        return new Accuracy(right, texts);
    }

    static String byWriter(Map<Writer, List<StyleScores>> known) {
        StringBuilder out = new StringBuilder();
        known.forEach((writer, scores) -> out.append(
                " %s %.3f".formatted(writer.label(), of(Map.of(writer, scores)).share())));
        return out.toString();
    }

    /** Draws groups of texts of one writer and adds up their log-probabilities. */
    static Accuracy pooled(Map<Writer, List<StyleScores>> known, int together, int draws, long seed) {
        Random random = new Random(seed);
        int right = 0;
        int groups = 0;
        for (Map.Entry<Writer, List<StyleScores>> entry : new EnumMap<>(known).entrySet()) {
            for (int draw = 0; draw < draws; draw++) {
                Map<Writer, Double> sums = new EnumMap<>(Writer.class);
                for (int i = 0; i < together; i++) {
                    StyleScores one =
                            entry.getValue().get(random.nextInt(entry.getValue().size()));
                    for (Writer writer : Writer.values()) {
                        sums.merge(writer, StrictMath.log(one.probability(writer) + 1e-12), Double::sum);
                    }
                }
                Writer best = sums.entrySet().stream()
                        .max(Map.Entry.comparingByValue())
                        .orElseThrow()
                        .getKey();
                right += best == entry.getKey() ? 1 : 0;
                groups++;
            }
        }
        return new Accuracy(right, groups);
    }
}
