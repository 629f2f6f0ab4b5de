// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.range.HarvestQuestions;
import dev.stillwatch.range.Split;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownQuestionsTest {
    private final KnownQuestions known = new KnownQuestions(Vocabulary.standard());

    @ParameterizedTest
    @EnumSource(ProblemKind.class)
    void in_anyTemplateAroundAnyProblem_isTheProblem(ProblemKind kind) {
        HarvestQuestions templates = HarvestQuestions.of(Split.TUNING, 60, 1);
        for (int seed = 0; seed < 300; seed++) {
            String prompt = kind.draw(new SplittableRandom(seed)).prompt();
            assertThat(known.in(templates.asked(prompt, seed))).contains(prompt);
            assertThat(known.in("Hi!\n" + prompt + "\nPlease show your steps.")).contains(prompt);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "What is the capital of France?", "Hi!", "12?", "Please show your steps."})
    void in_anythingElse_isNothing(String text) {
        assertThat(known.in(text)).isEmpty();
    }

    @Test
    void in_hugeText_isNothing() {
        assertThat(known.in("add 1 ".repeat(100_000) + ".")).isEmpty();
    }
}
