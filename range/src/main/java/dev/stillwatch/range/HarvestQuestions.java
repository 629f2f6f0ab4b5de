// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A campaign's templates around questions that somebody else brings: for campaigns whose answers are put to use.
 *
 * <p>The templates ask for reasoning, as {@link Harvest#REASONING} does. Immutable and thread-safe.
 */
public final class HarvestQuestions {
    private static final String QUESTION = "{q}";
    /** Stands for the question while the other slots are filled; no resource holds it. */
    private static final String PLACE = "\u0001";

    private final HarvestItems items;
    private final List<HarvestTemplate> templates;

    private HarvestQuestions(HarvestItems items, List<HarvestTemplate> templates) {
        this.items = items;
        this.templates = templates;
    }

    /**
     * The templates of one campaign.
     *
     * @param count how many, from which those that judge an answer given to a question are left out
     */
    public static HarvestQuestions of(Split split, int count, long seed) {
        HarvestWordings wordings = HarvestWordings.of(split);
        Map<Harvest, Double> mix = new EnumMap<>(Map.of(Harvest.REASONING, 1.0));
        return new HarvestQuestions(
                new HarvestItems(wordings),
                wordings.templates(count, mix, seed).stream()
                        .filter(template -> template.text().contains(QUESTION))
                        .filter(template -> !template.text().contains("{a}"))
                        .toList());
    }

    /** A question in one of the templates, on a line of its own; the same seed gives the same text. */
    public String asked(String question, long seed) {
        SplittableRandom random = Seeds.random(seed, 131);
        String text = Slots.pick(templates, random).text().replaceFirst("\\{q}", PLACE);
        return items.fill(text, random)
                .replace(PLACE, "\n" + question + "\n")
                .replaceAll(" *\n+ *", "\n")
                .strip();
    }
}
