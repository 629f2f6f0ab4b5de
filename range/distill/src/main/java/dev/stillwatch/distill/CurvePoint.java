// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.range.Interval;

/**
 * What one student came to: a point of a learning curve.
 *
 * @param exchanges how many exchanges it had, the first of the harvest
 * @param way what it made of them
 * @param lessons how many examples that gave; 0 if there was nothing to learn from
 * @param student its accuracy
 * @param teacher the teacher's accuracy on the same problems
 * @param operations of the student's training
 * @param teacherOperations of the teacher's training
 */
public record CurvePoint(
        int exchanges,
        Student.Way way,
        int lessons,
        Accuracy student,
        Accuracy teacher,
        double operations,
        double teacherOperations) {
    private static final double Z = 1.959964;

    /** The student's accuracy by the teacher's; 0 if the teacher has none. */
    public double share() {
        return teacher.right() == 0 ? 0 : student.share() / teacher.share();
    }

    /**
     * A 95 % interval of {@link #share}, by Katz's logarithm; a little too wide, since it takes both to have had problems
     * of their own. Without any right answer half a one is assumed.
     *
     * @see <a href="https://doi.org/10.2307/2530610">Katz et al. (1978)</a>
     */
    public Interval shareInterval() {
        double right = Math.max(0.5, student.right());
        double teacherRight = Math.max(0.5, teacher.right());
        double ratio = right / student.problems() / (teacherRight / teacher.problems());
        double deviation = Math.sqrt(
                Math.max(0, 1 / right - 1.0 / student.problems() + 1 / teacherRight - 1.0 / teacher.problems()));
        double low = student.right() == 0 ? 0 : ratio * Math.exp(-Z * deviation);
        return new Interval(low, ratio * Math.exp(Z * deviation));
    }

    /** The student's training by the teacher's, in operations. */
    public double cost() {
        return operations / teacherOperations;
    }
}
