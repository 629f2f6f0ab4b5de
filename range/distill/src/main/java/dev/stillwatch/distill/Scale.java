// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.List;

/**
 * How large the models are, and how long they are trained.
 *
 * @param teacherWidth width of the teacher
 * @param teacherLayers layers of the teacher
 * @param teacherSteps updates in the teacher's training
 * @param teacherProblems problems of each kind that the teacher is trained on
 * @param studentWidth width of a student
 * @param studentLayers layers of a student
 * @param studentSteps updates in a student's training
 * @param examined problems that a model is examined on
 */
public record Scale(
        int teacherWidth,
        int teacherLayers,
        int teacherSteps,
        int teacherProblems,
        int studentWidth,
        int studentLayers,
        int studentSteps,
        int examined) {
    private static final int HEAD_WIDTH = 16;
    private static final int CONTEXT = 256;
    private static final int TEACHER_BATCH = 32;
    private static final double TEACHER_RATE = 3e-3;
    /** Small, since a student has few operations to spend, and more updates make more of them. */
    private static final int STUDENT_BATCH = 16;

    private static final double STUDENT_RATE = 4e-3;

    /** What the students harvest: two of the teacher's kinds. */
    public static final List<ProblemKind> HARVESTED = List.of(ProblemKind.RUNNING_TOTAL, ProblemKind.SEQUENCE);

    /** For measurements: a quarter of an hour on two processors. */
    public static Scale full() {
        return new Scale(96, 3, 1800, 6000, 64, 2, 600, 400);
    }

    /** For a first look, and for tests: under a minute, and models that have learned little. */
    public static Scale quick() {
        return new Scale(48, 2, 200, 1000, 32, 1, 60, 60);
    }

    Shape teacher(int vocabulary) {
        return shape(teacherWidth, teacherLayers, vocabulary);
    }

    Shape student(int vocabulary) {
        return shape(studentWidth, studentLayers, vocabulary);
    }

    private static Shape shape(int width, int layers, int vocabulary) {
        int heads = Math.max(1, width / HEAD_WIDTH);
        int hidden = (width * 8 / 3 + 15) / 16 * 16;
        return new Shape(width, hidden, layers, heads, heads, vocabulary, CONTEXT);
    }

    TrainingPlan teacherPlan(long seed) {
        return new TrainingPlan(teacherSteps, TEACHER_BATCH, TEACHER_RATE, 0.05, 0.01, 1, 0.5, seed);
    }

    TrainingPlan studentPlan(long seed) {
        return new TrainingPlan(studentSteps, STUDENT_BATCH, STUDENT_RATE, 0.05, 0.01, 1, 0.5, seed);
    }
}
