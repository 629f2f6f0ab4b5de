// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HarvestQuestionsTest {
    private static final String QUESTION = "What is $1 {a} + \\2 {q}?";

    @ParameterizedTest
    @EnumSource(Split.class)
    void asked_anyTemplate_holdsTheQuestionUnchangedOnALineOfItsOwn(Split split) {
        HarvestQuestions questions = HarvestQuestions.of(split, 60, 3);
        for (int seed = 0; seed < 500; seed++) {
            assertThat(questions.asked(QUESTION, seed).lines()).containsOnlyOnce(QUESTION);
        }
    }

    @Test
    void asked_manySeeds_usesManyTemplates() {
        HarvestQuestions questions = HarvestQuestions.of(Split.TUNING, 60, 3);
        Set<String> texts = new HashSet<>();
        for (int seed = 0; seed < 500; seed++) {
            texts.add(questions.asked(QUESTION, seed));
        }
        assertThat(texts).hasSizeGreaterThan(100).allMatch(text -> text.length() > QUESTION.length());
    }

    @Test
    void asked_sameSeed_isTheSame() {
        assertThat(HarvestQuestions.of(Split.TUNING, 60, 3).asked(QUESTION, 9))
                .isEqualTo(HarvestQuestions.of(Split.TUNING, 60, 3).asked(QUESTION, 9));
    }
}
