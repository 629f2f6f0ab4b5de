// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.Elicitation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Puts training examples together from templates and public prompts. */
final class Corpus {
    private static final int FILLINGS = 14;
    private static final int BENIGN_FILLINGS = 10;
    private static final int PER_SET = 1500;
    private static final int RUBRIC = 60;

    private Corpus() {}

    /** All examples; the same for the same input and seed. */
    static List<Example> of(List<Templates.Template> templates, PublicPrompts prompts, long seed) {
        Slots slots = new Slots(
                Templates.slotLines(),
                Map.of(
                        "q", prompts.questions(),
                        "a", prompts.answers(),
                        "doc", prompts.passages(),
                        "harmful", prompts.harmful()));
        List<Example> examples = new ArrayList<>();
        for (Templates.Template template : templates) {
            // Seeded per line, so that a new line leaves the others' fillings as they were.
            Random random = new Random(seed ^ template.text().hashCode());
            Set<String> filled = new LinkedHashSet<>();
            int fillings = template.kind().isPresent() ? FILLINGS : BENIGN_FILLINGS;
            for (int i = 0; i < fillings; i++) {
                filled.add(slots.fill(template.text(), random));
            }
            for (String text : filled) {
                examples.add(example(template, text));
            }
        }
        Random random = new Random(seed);
        prompts.ordinary().forEach((set, all) -> {
            for (String text : sample(all, PER_SET, random)) {
                examples.add(row(set, Optional.empty(), text));
            }
        });
        for (String text : prompts.harmful()) {
            examples.add(row("harmful", Optional.empty(), text));
        }
        for (String text : sample(prompts.rubric(), RUBRIC, random)) {
            examples.add(new Example(
                    "rubric_grading", "rubric_grading", "rubric_grading", Optional.of(Elicitation.GRADING), "", text));
        }
        for (String text : prompts.jailbreaks()) {
            for (int i = 0; i < 2; i++) {
                String request =
                        prompts.harmful().get(random.nextInt(prompts.harmful().size()));
                examples.add(row(
                        "gptfuzz_templates",
                        Optional.of(Elicitation.JAILBREAK),
                        text.replace("[INSERT PROMPT HERE]", request),
                        text));
            }
        }
        return List.copyOf(examples);
    }

    private static Example example(Templates.Template template, String text) {
        int bar = text.indexOf("||");
        String system = bar < 0 ? "" : text.substring(0, bar).strip();
        String user = bar < 0 ? text : text.substring(bar + 2).strip();
        return new Example(template.source(), template.family(), template.text(), template.kind(), system, user);
    }

    private static Example row(String set, Optional<Elicitation> kind, String text) {
        return row(set, kind, text, text);
    }

    private static Example row(String set, Optional<Elicitation> kind, String text, String wording) {
        return new Example(set, set + "/" + wording.hashCode(), set + "/" + wording.hashCode(), kind, "", text);
    }

    private static List<String> sample(List<String> all, int most, Random random) {
        if (all.size() <= most) {
            return all;
        }
        List<String> shuffled = new ArrayList<>(all);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled.subList(0, most);
    }
}
