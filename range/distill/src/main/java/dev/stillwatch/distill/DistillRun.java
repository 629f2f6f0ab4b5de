// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Measures what each response leaves of a distillation: a teacher behind the running gateway is harvested by a campaign,
 * and students are trained on what came back.
 *
 * <p>Takes seconds to hours by scale and number of responses; one run at a time.
 */
public final class DistillRun {
    private static final long OWN = 0x5eed_0b21L;
    /** Worked problems that a harvester may have from textbooks, to make up steps of its own with. */
    private static final int OWN_PROBLEMS = 100;

    private final Choices choices;
    private final Trainer trainer;
    private final Path work;
    private final Consumer<String> progress;
    private final List<Problem> examination;
    private final Set<String> examined;
    private final Crowd crowd;

    /**
     * What whoever starts it may choose.
     *
     * @param teacher folder with a teacher; one that is trained is kept there; empty to train one and keep none
     * @param defences the rows, in order
     * @param parts how large the parts of a harvest are that students are trained on, each from above 0 to 1, growing
     * @param otherways whether other ways of using a harvest are tried than taking it as it came
     */
    public record Choices(
            HarvestPlan plan,
            Scale scale,
            Optional<Path> teacher,
            List<Defence> defences,
            List<Double> parts,
            boolean otherways) {
        public Choices {
            defences = List.copyOf(defences);
            parts = List.copyOf(parts);
            if (defences.isEmpty() || parts.isEmpty() || parts.getLast() != 1) {
                throw new IllegalArgumentException("no response, or students that never get all of a harvest");
            }
        }
    }

    private DistillRun(Choices choices, Trainer trainer, Path work, Consumer<String> progress) {
        this.choices = choices;
        this.trainer = trainer;
        this.work = work;
        this.progress = progress;
        examination = LearningCurve.examination(
                Scale.HARVESTED, choices.scale().examined(), choices.plan().seed());
        // What nobody asks cannot be learned by heart, in whatever wording.
        examined = examination.stream().map(Problem::reasoning).collect(Collectors.toSet());
        crowd = new Crowd(choices.plan(), Scale.HARVESTED, examined);
    }

    /**
     * Runs it.
     *
     * @param work an existing folder for what services keep; whoever made it removes it
     * @param progress told what is being done
     * @throws StillwatchException when a folder cannot be used
     */
    public static DistillOutcome run(Choices choices, Trainer trainer, Path work, Consumer<String> progress)
            throws InterruptedException {
        return new DistillRun(choices, trainer, work, progress).all();
    }

    private DistillOutcome all() throws InterruptedException {
        Teacher teacher = teacher();
        progress.accept("examining the teacher");
        LearningCurve learning = new LearningCurve(
                teacher,
                choices.scale(),
                examination,
                choices.plan().seed(),
                trainer,
                Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.vertx();
        List<DistillOutcome.Row> rows = new ArrayList<>();
        try (TeacherServer server = new TeacherServer(
                vertx,
                teacher.solver(),
                Runtime.getRuntime().availableProcessors(),
                InstantSource.fixed(choices.plan().scenario().start()))) {
            for (Defence defence : choices.defences()) {
                rows.add(row(defence, server, learning));
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        return new DistillOutcome(
                choices.plan(), choices.scale(), learning.teacherAccuracy(), teacher.operations(), rows);
    }

    private Teacher teacher() {
        if (choices.teacher().isPresent() && Files.exists(choices.teacher().get())) {
            return Teacher.load(choices.teacher().get());
        }
        Teacher trained = Teacher.train(choices.scale(), choices.plan().seed(), trainer, heard("the teacher"));
        choices.teacher().ifPresent(trained::save);
        return trained;
    }

    private TrainingListener heard(String who) {
        return (step, steps, _) -> progress.accept("training " + who + ", step " + step + " of " + steps);
    }

    private DistillOutcome.Row row(Defence defence, TeacherServer server, LearningCurve learning)
            throws InterruptedException {
        HarvestResult harvest = harvest(defence, Defence.Scope.CAMPAIGN, server);
        Optional<HarvestResult.Usefulness> onEverybody = defence.imposed()
                ? Optional.of(harvest(defence, Defence.Scope.EVERYBODY, server).benign())
                : Optional.empty();
        List<CurvePoint> curve = new ArrayList<>();
        for (double part : choices.parts()) {
            int size = (int) Math.round(part * harvest.harvested().size());
            curve.add(student(learning, defence, Student.Way.AS_RECEIVED, harvest.harvested(), size));
        }
        List<CurvePoint> otherways = new ArrayList<>();
        if (choices.otherways() && defence != Defence.NONE) {
            for (Student.Way way : Student.Way.values()) {
                if (way != Student.Way.AS_RECEIVED) {
                    otherways.add(student(
                            learning,
                            defence,
                            way,
                            harvest.harvested(),
                            harvest.harvested().size()));
                }
            }
        }
        return new DistillOutcome.Row(
                defence,
                harvest.sent(),
                harvest.harvested().size(),
                curve,
                otherways,
                harvest.benign(),
                onEverybody,
                harvest.detection());
    }

    private HarvestResult harvest(Defence defence, Defence.Scope scope, TeacherServer server)
            throws InterruptedException {
        String what = defence.title() + (scope == Defence.Scope.EVERYBODY ? " for everybody" : "");
        try {
            return HarvestRun.run(
                    choices.plan(),
                    defence,
                    scope,
                    crowd,
                    server,
                    Files.createTempDirectory(work, "service-"),
                    requests -> progress.accept(what + ": harvesting, " + requests + " requests"));
        } catch (IOException e) {
            throw new StillwatchException(work + ": cannot be written; is the disk full?", e);
        }
    }

    private CurvePoint student(
            LearningCurve learning, Defence defence, Student.Way way, List<Harvested> harvest, int exchanges) {
        Random random = new Random(choices.plan().seed() ^ OWN);
        List<Problem> own = random.ints(OWN_PROBLEMS, 0, Scale.HARVESTED.size())
                .mapToObj(kind -> Scale.HARVESTED.get(kind).draw(random))
                .filter(problem -> !examined.contains(problem.reasoning()))
                .toList();
        return learning.point(
                harvest,
                exchanges,
                way,
                own,
                heard("a student, " + defence.title() + ", " + way.title() + ", " + exchanges + " exchanges"));
    }
}
