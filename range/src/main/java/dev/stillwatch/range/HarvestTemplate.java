// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One prompt template of a campaign: a task framing, with or without opening, format demand and closing.
 *
 * @param kind what it harvests
 * @param task framing with slots
 * @param opening empty string for none
 * @param format empty string for none
 * @param closing empty string for none
 * @param order 0 task last of the preliminaries, 1 format before the task, 2 task first
 */
record HarvestTemplate(Harvest kind, String task, String opening, String format, String closing, int order) {

    /** The text before slots are filled. */
    String text() {
        List<String> parts = switch (order) {
            case 0 -> List.of(opening, task, format, closing);
            case 1 -> List.of(opening, format, task, closing);
            default -> List.of(task, format, opening, closing);
        };
        return String.join("\n", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    /** The same framing with what stands around it drawn anew. */
    HarvestTemplate redressed(HarvestWordings wordings, SplittableRandom random) {
        return wordings.dress(kind, task, random);
    }

    /** The same template reworded: synonyms, sentences shuffled, parts dropped or replaced. */
    String reworded(HarvestWordings wordings, SplittableRandom random) {
        HarvestTemplate fresh = redressed(wordings, random);
        List<String> sentences = new ArrayList<>(List.of(fresh.text().split("(?<=[.:!?])\\s+|\n+")));
        for (int i = sentences.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            sentences.set(i, sentences.set(j, sentences.get(i)));
        }
        StringBuilder text = new StringBuilder();
        for (String sentence : sentences) {
            text.append(text.isEmpty() ? "" : random.nextBoolean() ? " " : "\n")
                    .append(Synonyms.replaced(sentence, 0.7, random));
        }
        return text.toString();
    }
}
