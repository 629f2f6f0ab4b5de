// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tracing;

import dev.stillwatch.distill.Example;
import dev.stillwatch.distill.Llama;
import dev.stillwatch.distill.Shape;
import dev.stillwatch.distill.TorchTrainer;
import dev.stillwatch.distill.TrainingPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trains a teacher on texts and writes it in llama2.c's format.
 *
 * <p>Arguments: gzipped JSON lines, the name of the field that holds the text, and the file to write.
 */
public final class TextTeacher {
    private static final int CONTEXT = 256;
    private static final Shape SHAPE = new Shape(96, 256, 4, 6, 3, 768, CONTEXT);
    private static final TrainingPlan PLAN = new TrainingPlan(800, 32, 3e-3, 0.04, 0.05, 1, 0, 1);

    private TextTeacher() {}

    /** Trains, and prints the loss as it goes. */
    public static void main(String[] arguments) throws IOException {
        List<String> texts = texts(Path.of(arguments[0]), arguments[1]);
        Language language = Language.of(texts, SHAPE.vocabulary());
        List<Example> examples = texts.stream()
                .map(language::encode)
                .filter(tokens -> tokens.size() > 20)
                .map(tokens -> Example.of(tokens.subList(0, Math.min(tokens.size(), CONTEXT)), 1))
                .toList();
        System.out.println(examples.size() + " texts of "
                + examples.stream().mapToLong(e -> e.tokens().size()).sum() + " tokens");
        Llama teacher = new TorchTrainer()
                .train(Llama.random(SHAPE, new Random(1)), examples, PLAN, (step, steps, loss) -> {
                    if (step % 100 == 0) {
                        System.out.println("update " + step + " of " + steps + ", loss " + loss);
                    }
                })
                .model();
        teacher.write(Path.of(arguments[2]));
    }

    private static List<String> texts(Path file, String field) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        List<String> texts = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                texts.add(json.readTree(line).path(field).asString(""));
            }
        }
        return texts;
    }
}
