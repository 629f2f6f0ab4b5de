// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What a harvest is worth: students of the first exchanges of it, more and more, put to problems that nobody was asked.
 *
 * <p>Every student of a curve has the same size, seed and number of updates, so that only what it learned from differs.
 * Immutable; training takes one thread, examining as many as it is given.
 */
public final class LearningCurve {
    /** Keeps the problems of an examination apart from those of any training. */
    private static final long EXAMINATION = 0x45_58_41_4dL;

    private final Teacher teacher;
    private final Scale scale;
    private final long seed;
    private final Trainer trainer;
    private final int threads;
    private final List<Problem> examination;
    private final Accuracy teacherAccuracy;

    /**
     * Puts the teacher to the examination.
     *
     * @param examination problems that are in no harvest, as {@link #examination} draws them
     * @param seed of all students
     */
    public LearningCurve(
            Teacher teacher, Scale scale, List<Problem> examination, long seed, Trainer trainer, int threads) {
        this.teacher = teacher;
        this.scale = scale;
        this.seed = seed;
        this.trainer = trainer;
        this.threads = threads;
        this.examination = List.copyOf(examination);
        teacherAccuracy = Accuracy.of(teacher.solver(), examination, threads);
    }

    /**
     * Problems of these kinds by turns, no two alike in their steps. A harvest has to leave out problems with these
     * steps, however they are worded.
     */
    public static List<Problem> examination(List<ProblemKind> kinds, int count, long seed) {
        Random random = new Random(seed ^ EXAMINATION);
        Set<String> steps = new HashSet<>();
        List<Problem> problems = new ArrayList<>();
        while (problems.size() < count) {
            Problem problem = kinds.get(problems.size() % kinds.size()).draw(random);
            if (steps.add(problem.reasoning())) {
                problems.add(problem);
            }
        }
        return problems;
    }

    /** The teacher's accuracy on the problems that students are put to. */
    public Accuracy teacherAccuracy() {
        return teacherAccuracy;
    }

    /**
     * Trains a student and examines it.
     *
     * @param harvest in order of time
     * @param exchanges how many of them, from the first, it has; all if there are fewer
     * @param own worked problems that the harvester has from elsewhere, for {@link Student.Way#OWN_STEPS}
     */
    public CurvePoint point(
            List<Harvested> harvest, int exchanges, Student.Way way, List<Problem> own, TrainingListener listener) {
        List<Harvested> had = harvest.subList(0, Math.min(exchanges, harvest.size()));
        Optional<Student> trained = Student.train(had, way, own, scale, seed, trainer, listener);
        return new CurvePoint(
                had.size(),
                way,
                trained.map(Student::lessons).orElse(0),
                trained.map(student -> Accuracy.of(student.solver(), examination, threads))
                        .orElse(new Accuracy(0, examination.size())),
                teacherAccuracy,
                trained.map(Student::operations).orElse(0.0),
                teacher.operations());
    }
}
