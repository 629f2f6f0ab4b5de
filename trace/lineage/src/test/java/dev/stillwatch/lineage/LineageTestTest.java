// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.lineage.LineageResult.CannotTell;
import dev.stillwatch.lineage.LineageResult.Insufficient;
import dev.stillwatch.lineage.LineageResult.LearntFrom;
import dev.stillwatch.lineage.LineageResult.PhraseEvidence;
import dev.stillwatch.lineage.LineageTest.Plan;
import dev.stillwatch.lineage.ModelProfile.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LineageTestTest {
    private static final long FIRST_DECOY = 100;
    private static final int SERIES = 6;

    private final List<ModelProfile> models = models(SERIES);

    @Test
    void test_studentOfOneTeacher_namesItsFamily() {
        LineageResult result = test(ImitatingModels.student(500, 2, 0.4));

        assertThat(result.ranking().getFirst().family()).isEqualTo("family-2");
        assertThat(result.conclusion()).isInstanceOf(LearntFrom.class);
        assertThat(((LearntFrom) result.conclusion()).lead().chance()).isLessThan(0.01);
        assertThat(result.answers()).isEqualTo(ImitatingModels.QUESTIONS);
    }

    @Test
    void test_modelsOfTheirOwn_areNotNamedMoreOftenThanTheLevelSays() {
        long named = 0;
        for (long habit = 600; habit < 640; habit++) {
            if (test(ImitatingModels.model(habit)).conclusion() instanceof LearntFrom) {
                named++;
            }
        }

        assertThat(named).as("of 40 at a level of 5 %%").isLessThanOrEqualTo(5);
    }

    @Test
    void test_studentOfATeacherWhoIsNoCandidate_cannotBeTold() {
        assertThat(test(ImitatingModels.student(501, 999, 0.4)).conclusion()).isInstanceOf(CannotTell.class);
    }

    @Test
    void test_studentWhoseBaseLearntFromTheTeacher_isNotNamedOnceTheBaseIsTakenOff() {
        List<Answer> base = ImitatingModels.student(500, 2, 0.4);
        ModelProfile known = ModelProfile.of("base", 1, Role.DECOY, "base", base);

        LineageResult result = new LineageTest(Plan.DEFAULT).test(base, models, Optional.of(known));

        assertThat(result.conclusion()).isInstanceOf(CannotTell.class);
    }

    @Test
    void test_suspectThatIsOnlyLessLikeOneTeacherThanItsBase_isNotNamedForAnother() {
        ModelProfile base = ModelProfile.of("base", 1, Role.DECOY, "base", ImitatingModels.student(502, 2, 0.6));
        List<ModelProfile> two = models.stream()
                .filter(model -> !model.family().equals("family-3"))
                .toList();

        LineageResult result = new LineageTest(Plan.DEFAULT).test(ImitatingModels.model(503), two, Optional.of(base));

        assertThat(result.ranking().getLast().likeness()).isLessThan(-0.3);
        assertThat(result.conclusion()).isInstanceOf(CannotTell.class);
    }

    @Test
    void test_student_showsPhrasesOfItsOwnAnswersForAndAgainst() {
        List<Answer> student = ImitatingModels.student(500, 2, 0.4);

        List<PhraseEvidence> evidence = test(student).evidence();

        assertThat(evidence)
                .anyMatch(phrase -> phrase.contribution() > 0)
                .anyMatch(phrase -> phrase.contribution() < 0);
        assertThat(evidence)
                .allSatisfy(phrase -> assertThat(student)
                        .anyMatch(answer -> Phrases.of(answer.text()).containsValue(phrase.phrase())));
    }

    @Test
    void test_sameAnswersInAnotherOrderOrTwice_givesTheSame() {
        List<Answer> student = ImitatingModels.student(500, 2, 0.4);
        List<Answer> twice = new ArrayList<>(student);
        student.forEach(answer -> twice.add(new Answer(answer.prompt(), "something else")));

        assertThat(test(twice)).isEqualTo(test(student));
        assertThat(test(student.reversed()).ranking()).isEqualTo(test(student).ranking());
    }

    @Test
    void test_fewAnswersOrOtherQuestions_isInsufficient() {
        List<Answer> student = ImitatingModels.student(500, 2, 0.4);
        List<Answer> elsewhere = student.stream()
                .map(answer -> new Answer("other " + answer.prompt(), answer.text()))
                .toList();

        assertThat(test(student.subList(0, 150)).conclusion()).isInstanceOf(Insufficient.class);
        assertThat(test(elsewhere).conclusion()).isInstanceOf(Insufficient.class);
        assertThat(test(List.of()).conclusion()).isInstanceOf(Insufficient.class);
    }

    @Test
    void test_oneFamilyOrTwoSeries_isInsufficient() {
        List<Answer> student = ImitatingModels.student(500, 2, 0.4);
        List<ModelProfile> oneFamily = models.stream()
                .filter(model -> model.role() == Role.DECOY || model.family().equals("family-2"))
                .toList();

        assertThat(new LineageTest(Plan.DEFAULT)
                        .test(student, oneFamily, Optional.empty())
                        .conclusion())
                .isInstanceOf(Insufficient.class);
        assertThat(new LineageTest(Plan.DEFAULT)
                        .test(student, models(2), Optional.empty())
                        .conclusion())
                .isInstanceOf(Insufficient.class);
    }

    @Test
    void test_emptyHugeAndStrangeAnswers_areReadLikeOthers() {
        List<Answer> strange = new ArrayList<>();
        for (int i = 0; i < ImitatingModels.QUESTIONS; i++) {
            String text = switch (i % 4) {
                case 0 -> "";
                case 1 -> "\n\n\n \t\ud800 \udfff";
                case 2 -> "the same ".repeat(100_000);
                default -> "\u0000\u202e\ud83d\ude00";
            };
            strange.add(new Answer(ImitatingModels.question(i), text));
        }

        assertThat(test(strange).conclusion()).isInstanceOf(CannotTell.class);
    }

    private LineageResult test(List<Answer> suspect) {
        return new LineageTest(Plan.DEFAULT).test(suspect, models, Optional.empty());
    }

    private static List<ModelProfile> models(int series) {
        List<ModelProfile> models = new ArrayList<>();
        for (long teacher = 1; teacher <= 3; teacher++) {
            models.add(ModelProfile.of(
                    "teacher-" + teacher, 1, Role.TEACHER, "family-" + teacher, ImitatingModels.model(teacher)));
        }
        for (long i = 0; i < series; i++) {
            for (long sibling = 0; sibling < 2; sibling++) {
                // Decoys of one series share half of their habits.
                models.add(ModelProfile.of(
                        "decoy-" + i + "-" + sibling,
                        1,
                        Role.DECOY,
                        "series-" + i,
                        ImitatingModels.student(FIRST_DECOY + 2 * i + sibling, 50 + i, 0.5)));
            }
        }
        return models;
    }
}
