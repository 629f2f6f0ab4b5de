// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The wordings of one split: hand-written framings and everything they combine with. */
final class HarvestWordings {
    private final Split split;
    private final TextResource file;
    private final Map<Harvest, List<String>> tasks = new EnumMap<>(Harvest.class);
    private final List<String> openings;
    private final List<String> formats;
    private final List<String> closings;

    private HarvestWordings(Split split) {
        this.split = split;
        file = TextResource.load(split == Split.TUNING ? "campaign-tuning.txt" : "campaign-scoring.txt");
        for (Harvest kind : Harvest.values()) {
            tasks.put(kind, file.lines(kind.label()));
        }
        openings = file.lines("openings");
        formats = file.lines("formats");
        closings = file.lines("closings");
    }

    static HarvestWordings of(Split split) {
        return new HarvestWordings(split);
    }

    Split split() {
        return split;
    }

    /** A list of this split's slot fillers. */
    List<String> fillers(String section) {
        return file.sections().containsKey(section) && section.equals("questions")
                ? file.lines(section)
                : file.entries(section);
    }

    /** Every hand-written framing. */
    List<String> framings() {
        return tasks.values().stream().flatMap(List::stream).toList();
    }

    /** {@code count} distinct templates of the kinds in the mix, each kind as often as its weight says. */
    List<HarvestTemplate> templates(int count, Map<Harvest, Double> mix, long seed) {
        SplittableRandom random = Seeds.random(seed, 71);
        Set<HarvestTemplate> distinct = new HashSet<>();
        List<HarvestTemplate> templates = new ArrayList<>(count);
        while (templates.size() < count) {
            Harvest kind = draw(mix, random);
            HarvestTemplate template = dress(kind, Slots.pick(tasks.getOrDefault(kind, List.of()), random), random);
            if (distinct.add(template)) {
                templates.add(template);
            }
        }
        return List.copyOf(templates);
    }

    private static Harvest draw(Map<Harvest, Double> mix, SplittableRandom random) {
        double sum = 0;
        for (Harvest kind : Harvest.values()) {
            sum += mix.getOrDefault(kind, 0.0);
        }
        double u = random.nextDouble() * sum;
        Harvest last = Harvest.PLAIN;
        for (Harvest kind : Harvest.values()) {
            double weight = mix.getOrDefault(kind, 0.0);
            if (weight > 0) {
                last = kind;
                u -= weight;
                if (u < 0) {
                    break;
                }
            }
        }
        return last;
    }

    /** A framing with what may stand around it. */
    HarvestTemplate dress(Harvest kind, String task, SplittableRandom random) {
        return new HarvestTemplate(
                kind, task, some(openings, random), some(formats, random), some(closings, random), random.nextInt(3));
    }

    private static String some(List<String> list, SplittableRandom random) {
        return random.nextInt(3) == 0 ? "" : Slots.pick(list, random);
    }
}
