// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.distill;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;

/**
 * The model that is harvested: a generalist, trained on worked problems of all kinds.
 *
 * <p>Immutable and thread-safe.
 */
public final class Teacher {
    private static final String MODEL = "model.bin";
    private static final String VOCABULARY = "vocabulary.txt";
    private static final String TRAINING = "training.properties";

    private final Solver solver;
    private final double operations;
    private final long tokens;

    private Teacher(Solver solver, double operations, long tokens) {
        this.solver = solver;
        this.operations = operations;
        this.tokens = tokens;
    }

    /**
     * Trains a teacher; takes minutes at full scale.
     *
     * @param seed of its first weights, its problems and their order
     */
    public static Teacher train(Scale scale, long seed, Trainer trainer, TrainingListener listener) {
        Vocabulary vocabulary = Vocabulary.standard();
        Random random = new Random(seed);
        Lessons lessons = new Lessons(vocabulary);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < scale.teacherProblems(); i++) {
            for (ProblemKind kind : ProblemKind.values()) {
                examples.add(lessons.of(kind.draw(random)));
            }
        }
        Trained trained = trainer.train(
                Llama.random(scale.teacher(vocabulary.size()), random), examples, scale.teacherPlan(seed), listener);
        return new Teacher(new Solver(trained.model(), vocabulary), trained.operations(), trained.tokens());
    }

    public Solver solver() {
        return solver;
    }

    /** Floating-point operations that its training asked for, as {@link Trained#operations}. */
    public double operations() {
        return operations;
    }

    /** Tokens that it was trained on, each as often as it was read. */
    public long tokens() {
        return tokens;
    }

    /**
     * Saves model, vocabulary and training cost; the folder is made if need be.
     *
     * @throws StillwatchException if the folder cannot be written
     */
    public void save(Path folder) {
        Properties training = new Properties();
        training.setProperty("operations", Double.toString(operations));
        training.setProperty("tokens", Long.toString(tokens));
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(VOCABULARY), solver.vocabulary().texts(), StandardCharsets.UTF_8);
            try (Writer writer = Files.newBufferedWriter(folder.resolve(TRAINING))) {
                training.store(writer, null);
            }
        } catch (IOException e) {
            throw new StillwatchException("Cannot save the teacher in " + folder + ". Check that it may be written.");
        }
        solver.model().write(folder.resolve(MODEL));
    }

    /**
     * Reads a teacher that {@link #save} wrote.
     *
     * @throws StillwatchException if it is missing, damaged, or of a version with other problems
     */
    public static Teacher load(Path folder) {
        Llama model = Llama.read(folder.resolve(MODEL));
        Properties training = new Properties();
        try {
            if (!Files.readAllLines(folder.resolve(VOCABULARY))
                    .equals(Vocabulary.standard().texts())) {
                throw new StillwatchException("The teacher in " + folder
                        + " was trained by a version with other problems. Train one again, into another folder.");
            }
            try (Reader reader = Files.newBufferedReader(folder.resolve(TRAINING))) {
                training.load(reader);
            }
            return new Teacher(
                    new Solver(model, Vocabulary.standard()),
                    Double.parseDouble(training.getProperty("operations", "")),
                    Long.parseLong(training.getProperty("tokens", "")));
        } catch (IOException | IllegalArgumentException e) {
            throw new StillwatchException(
                    "The teacher in " + folder + " is incomplete or damaged. Train one again, into another folder.");
        }
    }
}
