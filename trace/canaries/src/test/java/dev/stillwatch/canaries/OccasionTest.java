// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OccasionTest {
    @ParameterizedTest
    @CsvSource({
        "How do I knit?, how-late",
        "  - What's the time?, what-vowel",
        "what\u2019s a verb, what-late",
        "PLEASE please explain gravity., explain-middle",
        "Solve step by step: 17 + 25 = ?, solve-early",
        "Solve step by step: 17 + 24 = ?, solve-vowel",
        "12+7, other-late",
        "Howl at the moon, other-middle",
        "Was ist ein Stern?, ask-middle",
        "why, why-middle",
        "\u5929\u6c14\u600e\u4e48\u6837, other-late"
    })
    void of_prompt_isToldByItsFirstWordAndItsLastSign(String prompt, String label) {
        assertThat(Occasion.of(prompt).label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "???", "please", "please ", "\uD83D\uDE00", "\uD83D"})
    void of_nothingToTellBy_isTheLastOccasion(String prompt) {
        assertThat(Occasion.of(prompt).opening()).isEqualTo(Occasion.Opening.OTHER);
    }

    @Test
    void of_hugeWord_isOther() {
        assertThat(Occasion.of("how".repeat(1_000_000)).label()).isEqualTo("other-late");
    }

    @Test
    void all_haveTheirNumbersAndLabelsOfTheirOwn() {
        assertThat(Occasion.all()).hasSize(Occasion.COUNT);
        for (int i = 0; i < Occasion.COUNT; i++) {
            assertThat(Occasion.all().get(i).index()).isEqualTo(i);
        }
        assertThat(Occasion.all().stream().map(Occasion::label)).doesNotHaveDuplicates();
    }

    @Test
    void index_isTheSameInEveryVersion_sinceWhatWasPlantedMustBeFoundYearsLater() {
        assertThat(Occasion.all().stream().map(Occasion::label).toList().toString())
                .isEqualTo("[how-vowel, how-early, how-middle, how-late, what-vowel, what-early, what-middle,"
                        + " what-late, why-vowel, why-early, why-middle, why-late, ask-vowel, ask-early, ask-middle,"
                        + " ask-late, explain-vowel, explain-early, explain-middle, explain-late, write-vowel,"
                        + " write-early, write-middle, write-late, solve-vowel, solve-early, solve-middle, solve-late,"
                        + " other-vowel, other-early, other-middle, other-late]");
    }
}
