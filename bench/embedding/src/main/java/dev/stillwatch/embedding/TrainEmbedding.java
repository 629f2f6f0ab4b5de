// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.embedding;

import dev.stillwatch.detect.PromptEmbedding;
import dev.stillwatch.detect.WordVectors;
import dev.stillwatch.elicitation.DataSets;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Trains the word vectors, prints how well they keep the sentence model's neighbours, and writes the resource.
 *
 * <p>Run after {@code mvn -pl bench/embedding -am package}:
 *
 * <pre>java -cp 'bench/embedding/target/classes:bench/embedding/target/lib/*' \
 *   dev.stillwatch.embedding.TrainEmbedding DATA_FOLDER watch/detect/src/main/resources/dev/stillwatch/detect</pre>
 *
 * <p>About ten minutes on one core, nearly all of it the sentence model.
 */
public final class TrainEmbedding {
    private static final long SEED = 20_261_122;
    private static final int PARTS = 16_000;
    private static final int WORDS = 27_000;
    private static final float[] LENGTHS_OF_UNLISTED = {0, WordFit.UNLISTED, 3 * WordFit.UNLISTED};

    private TrainEmbedding() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 2) {
            out.println("usage: TrainEmbedding DATA_FOLDER OUT_FOLDER");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        if (!Files.isDirectory(folder)) {
            out.println("the data folder is missing; see docs/benchmarks.md for what it holds");
            System.exit(3);
        }
        DataSets data = new DataSets(folder);
        List<String> texts = new ArrayList<>(PublicTexts.trained(data, SEED));
        String provenance = data.provenance();
        texts.addAll(PublicTexts.parts(texts, PARTS, SEED));
        WordList words = WordList.of(texts, WORDS);
        out.printf("%d texts, %d words%n", texts.size(), words.size());
        try (SentenceModel model = new SentenceModel()) {
            WordFit fit = WordFit.of(words, embed(model, words.spelled()), texts, embed(model, texts));
            WordVectors vectors = fit.vectors(model.provenance() + provenance, WordFit.UNLISTED);
            Path file = Files.createDirectories(Path.of(arguments[1])).resolve("word-vectors.bin");
            Files.write(file, vectors.toBytes());
            out.printf("%d bytes%n", vectors.toBytes().length);
            report(fit, model, PublicTexts.heldOut(new DataSets(folder), SEED), out);
        }
    }

    private static void report(WordFit fit, SentenceModel model, Map<String, List<String>> heldOut, PrintStream out)
            throws IOException {
        out.printf("%-16s %6s %10s %18s %12s%n", "held out", "texts", "unlisted", "rank correlation", "recall at 10");
        for (Map.Entry<String, List<String>> set : heldOut.entrySet()) {
            List<float[]> teacher = embed(model, set.getValue());
            for (float length : LENGTHS_OF_UNLISTED) {
                PromptEmbedding embedding = new PromptEmbedding(fit.vectors("", length));
                List<float[]> student =
                        set.getValue().stream().map(embedding::of).toList();
                Fidelity fidelity = Fidelity.of(teacher, student, SEED);
                out.printf(
                        "%-16s %6d %10.2f %18.3f %12.3f%n",
                        set.getKey(), teacher.size(), length, fidelity.rankCorrelation(), fidelity.recallAt10());
            }
        }
    }

    private static List<float[]> embed(SentenceModel model, List<String> texts) throws IOException {
        List<float[]> all = new ArrayList<>(texts.size());
        for (String text : texts) {
            all.add(model.embed(PublicTexts.cut(text, PublicTexts.LONGEST)));
        }
        return all;
    }
}
