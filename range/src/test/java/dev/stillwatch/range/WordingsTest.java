// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WordingsTest {
    private static final List<String> AROUND = List.of("openings", "formats", "closings", "questions");

    @Test
    void splits_wordings_shareHardlyAnyFiveWords() {
        Set<String> tuning = fiveGrams(Split.TUNING);
        Set<String> scoring = fiveGrams(Split.SCORING);
        Set<String> shared = new HashSet<>(tuning);
        shared.retainAll(scoring);

        assertThat(tuning).hasSizeGreaterThan(300);
        assertThat((double) shared.size() / scoring.size()).isLessThan(0.005);
    }

    @Test
    void splits_slotLexicons_areDisjoint() {
        for (String section : List.of("personas", "agent-goals", "sensitive-topics", "sensitive-questions")) {
            assertThat(HarvestWordings.of(Split.TUNING).fillers(section))
                    .doesNotContainAnyElementsOf(
                            HarvestWordings.of(Split.SCORING).fillers(section));
        }
        assertThat(Topic.subjects(Split.TUNING).stream().flatMap(topic -> topic.things().stream()))
                .doesNotContainAnyElementsOf(Topic.subjects(Split.SCORING).stream()
                        .flatMap(topic -> topic.things().stream())
                        .toList());
    }

    @Test
    void splits_defaultMixes_shareNoTypeOfCampaign() {
        assertThat(Harvest.defaultMix(Split.TUNING).keySet())
                .doesNotContainAnyElementsOf(Harvest.defaultMix(Split.SCORING).keySet());
    }

    @ParameterizedTest
    @EnumSource(Split.class)
    void wordings_ofASplit_areManyAndFillWithoutLeftovers(Split split) {
        HarvestWordings wordings = HarvestWordings.of(split);
        HarvestItems items = new HarvestItems(wordings);

        assertThat(wordings.framings()).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
        for (String framing : wordings.framings()) {
            assertThat(items.fill(framing, new SplittableRandom(3))).doesNotContainPattern("\\{[a-z]\\d?\\}");
        }
        for (int i = 0; i < 300; i++) {
            assertThat(items.bare(new SplittableRandom(i))).doesNotContainPattern("\\{[a-z]\\d?\\}");
        }
    }

    @Test
    void people_haveManyTopicsTermsAndPatterns() {
        assertThat(Topic.everyday()).hasSizeGreaterThanOrEqualTo(40);
        assertThat(Topic.everyday())
                .allSatisfy(topic -> assertThat(topic.things().size()
                                + topic.goals().size()
                                + topic.problems().size())
                        .as(topic.name())
                        .isGreaterThanOrEqualTo(28));
        assertThat(Phrasebook.PLAIN).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void patterns_ofPeople_fillForEveryTopic() {
        List<String> patterns = new ArrayList<>(Phrasebook.PLAIN);
        patterns.addAll(Phrasebook.SCHOLARLY);
        patterns.addAll(Phrasebook.FOLLOW_UPS);
        patterns.addAll(Phrasebook.PREAMBLES);
        patterns.addAll(Phrasebook.ASIDES);
        patterns.addAll(Phrasebook.PASTED);
        patterns.addAll(Phrasebook.CODE_QUESTIONS);
        for (Split split : Split.values()) {
            for (String pattern : patterns) {
                assertThat(Phrasebook.fill(pattern, Topic.subjects(split).getFirst(), new SplittableRandom(1)))
                        .doesNotContain("{thing", "{goal", "{problem");
            }
        }
    }

    @Test
    void synonyms_replaced_keepSlots() {
        assertThat(Synonyms.replaced("Answer the question {q} in {n} steps", 1, new SplittableRandom(1)))
                .contains("{q}", "{n}")
                .doesNotContain("Answer the question {q} in {n} steps");
    }

    private static Set<String> fiveGrams(Split split) {
        HarvestWordings wordings = HarvestWordings.of(split);
        List<String> texts = new ArrayList<>(wordings.framings());
        AROUND.forEach(section -> texts.addAll(wordings.fillers(section)));
        texts.addAll(TextResource.load("items.txt").lines(split.name().toLowerCase(Locale.ROOT)));
        Set<String> grams = new HashSet<>();
        for (String text : texts) {
            String[] words = text.toLowerCase(Locale.ROOT).split("[^\\p{L}{}]+");
            for (int i = 0; i + 5 <= words.length; i++) {
                grams.add(String.join(" ", List.of(words).subList(i, i + 5)));
            }
        }
        return grams;
    }
}
