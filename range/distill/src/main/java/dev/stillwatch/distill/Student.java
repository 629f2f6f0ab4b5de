// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A copy: a model trained from nothing on what was harvested, and only on that.
 *
 * @param solver the trained model
 * @param way what it was trained on
 * @param lessons how many examples that gave
 * @param operations floating-point operations that its training asked for, all models trained on the way included
 */
public record Student(Solver solver, Way way, int lessons, double operations) {

    /** What a harvester makes of its harvest. */
    public enum Way {
        /** All that was received: steps, answers, and log-probabilities where every token has them. */
        AS_RECEIVED("as received"),
        /** The answers alone, whatever else was received. */
        ANSWERS_ONLY("answers alone"),
        /**
         * The answers, with steps that a small model of the harvester's own made up; those that end in the harvested
         * answer are kept.
         *
         * @see <a href="https://arxiv.org/abs/2203.14465">Zelikman et al., STaR: Bootstrapping Reasoning With Reasoning</a>
         */
        OWN_STEPS("steps of its own");

        private final String title;

        Way(String title) {
            this.title = title;
        }

        /** The name in tables. */
        public String title() {
            return title;
        }
    }

    /**
     * Trains a student.
     *
     * @param harvest what was received
     * @param own worked problems that the harvester has from elsewhere; used by {@link Way#OWN_STEPS} only
     * @return empty if nothing of the harvest can be trained on
     */
    public static Optional<Student> train(
            List<Harvested> harvest,
            Way way,
            List<Problem> own,
            Scale scale,
            long seed,
            Trainer trainer,
            TrainingListener listener) {
        Lessons lessons = new Lessons(Vocabulary.standard());
        return switch (way) {
            case AS_RECEIVED ->
                train(
                        harvest.stream()
                                .flatMap(exchange -> lessons.of(exchange).stream())
                                .toList(),
                        way,
                        0,
                        scale,
                        seed,
                        trainer,
                        listener);
            case ANSWERS_ONLY ->
                train(
                        harvest.stream()
                                .flatMap(exchange -> lessons.answerOnly(exchange).stream())
                                .toList(),
                        way,
                        0,
                        scale,
                        seed,
                        trainer,
                        listener);
            case OWN_STEPS -> ownSteps(harvest, own, scale, seed, trainer, listener);
        };
    }

    private static Optional<Student> ownSteps(
            List<Harvested> harvest,
            List<Problem> own,
            Scale scale,
            long seed,
            Trainer trainer,
            TrainingListener listener) {
        Lessons lessons = new Lessons(Vocabulary.standard());
        List<Example> worked = own.stream().map(lessons::of).toList();
        Optional<Student> first = train(worked, Way.OWN_STEPS, 0, scale, seed, trainer, listener);
        if (first.isEmpty()) {
            return first;
        }
        List<Example> kept = new ArrayList<>(worked);
        double operations = first.get().operations();
        for (Harvested exchange : harvest) {
            Reply reply = first.get().solver().solve(exchange.prompt());
            operations += 2.0
                    * first.get().solver().model().shape().parameters()
                    * (reply.tokens().size() + first.get().solver().promptTokens(exchange.prompt()));
            if (!exchange.answer().isBlank()
                    && reply.answer().strip().equals(exchange.answer().strip())) {
                lessons.of(new Harvested(exchange.prompt(), reply.reasoning(), reply.answer(), List.of()))
                        .ifPresent(kept::add);
            }
        }
        return train(kept, Way.OWN_STEPS, operations, scale, seed, trainer, listener);
    }

    private static Optional<Student> train(
            List<Example> examples,
            Way way,
            double operationsBefore,
            Scale scale,
            long seed,
            Trainer trainer,
            TrainingListener listener) {
        Vocabulary vocabulary = Vocabulary.standard();
        Shape shape = scale.student(vocabulary.size());
        // What does not fit into the model is left out, as any trainer would.
        List<Example> fitting = examples.stream()
                .filter(example -> example.tokens().size() <= shape.context())
                .toList();
        if (fitting.isEmpty()) {
            return Optional.empty();
        }
        Trained trained =
                trainer.train(Llama.random(shape, new Random(seed)), fitting, scale.studentPlan(seed), listener);
        return Optional.of(new Student(
                new Solver(trained.model(), vocabulary), way, fitting.size(), operationsBefore + trained.operations()));
    }
}
