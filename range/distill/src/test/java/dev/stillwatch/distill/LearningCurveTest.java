// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearningCurveTest {
    private static final List<ProblemKind> KINDS = List.of(ProblemKind.RUNNING_TOTAL, ProblemKind.SEQUENCE);
    private static final Scale TINY = new Scale(32, 1, 30, 20, 32, 1, 20, 12);

    @Test
    void examination_anySeed_holdsNoTwoAlikeAndEachKindAsOften() {
        List<Problem> problems = LearningCurve.examination(KINDS, 300, 4);

        Set<String> steps = new HashSet<>();
        problems.forEach(problem -> steps.add(problem.reasoning()));
        assertThat(steps).hasSize(300);
        assertThat(problems.stream().filter(problem -> problem.kind() == ProblemKind.SEQUENCE))
                .hasSize(150);
        assertThat(problems).isEqualTo(LearningCurve.examination(KINDS, 300, 4));
        assertThat(problems).isNotEqualTo(LearningCurve.examination(KINDS, 300, 5));
    }

    @Test
    void point_growingHarvest_usesTheFirstOfIt() {
        Trainer trainer = new TorchTrainer();
        Teacher teacher = Teacher.train(TINY, 1, trainer, TrainingListener.SILENT);
        LearningCurve curve = new LearningCurve(teacher, TINY, LearningCurve.examination(KINDS, 12, 2), 3, trainer, 2);
        Random random = new Random(9);
        List<Harvested> harvest = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Problem problem = KINDS.get(i % 2).draw(random);
            harvest.add(new Harvested(problem.prompt(), problem.reasoning(), problem.answer(), List.of()));
        }

        CurvePoint four = curve.point(harvest, 4, Student.Way.AS_RECEIVED, List.of(), TrainingListener.SILENT);
        CurvePoint more = curve.point(harvest, 1000, Student.Way.ANSWERS_ONLY, List.of(), TrainingListener.SILENT);
        CurvePoint nothing = curve.point(List.of(), 5, Student.Way.AS_RECEIVED, List.of(), TrainingListener.SILENT);

        assertThat(four.lessons()).isEqualTo(4);
        assertThat(four.student().problems()).isEqualTo(12);
        assertThat(four.cost()).isCloseTo(four.operations() / teacher.operations(), within(1e-12));
        assertThat(more.exchanges()).isEqualTo(10);
        assertThat(more.operations()).isLessThan(four.operations());
        assertThat(nothing.student().right()).isZero();
        assertThat(nothing.operations()).isZero();
    }

    @Test
    void share_ofTheTeachersAccuracy_hasAnInterval() {
        CurvePoint point =
                new CurvePoint(100, Student.Way.AS_RECEIVED, 100, new Accuracy(81, 100), new Accuracy(90, 100), 5, 100);

        assertThat(point.share()).isCloseTo(0.9, within(1e-9));
        // By hand: ln 0.9 -+ 1.96 * sqrt(1/81 - 1/100 + 1/90 - 1/100).
        assertThat(point.shareInterval().low()).isCloseTo(0.8020, within(1e-4));
        assertThat(point.shareInterval().high()).isCloseTo(1.0099, within(1e-4));
        assertThat(point.cost()).isCloseTo(0.05, within(1e-12));
    }

    @Test
    void share_withoutRightAnswers_isZeroAndKeepsAnUpperEnd() {
        CurvePoint none =
                new CurvePoint(100, Student.Way.AS_RECEIVED, 100, new Accuracy(0, 100), new Accuracy(90, 100), 5, 100);
        CurvePoint both =
                new CurvePoint(100, Student.Way.AS_RECEIVED, 100, new Accuracy(0, 100), new Accuracy(0, 100), 5, 100);

        assertThat(none.share()).isZero();
        assertThat(none.shareInterval().low()).isZero();
        assertThat(none.shareInterval().high()).isBetween(0.01, 0.2);
        assertThat(both.share()).isZero();
        assertThat(both.shareInterval().high()).isGreaterThan(1);
    }
}
