// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.elicitation;

import dev.stillwatch.detect.ElicitationWeights;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains the elicitation model and the public vocabulary, prints held-out figures and writes the three resource files.
 *
 * <p>Run after {@code mvn -pl bench/elicitation -am package}:
 *
 * <pre>java -cp 'bench/elicitation/target/classes:bench/elicitation/target/lib/*' \
 *   dev.stillwatch.elicitation.TrainElicitation DATA_FOLDER watch/detect/src/main/resources/dev/stillwatch/detect</pre>
 *
 * <p>About half a minute on one core. Same input, same bytes.
 */
public final class TrainElicitation {
    private static final int FEATURES = 14_000;
    private static final long SEED = 20_261_122;

    private TrainElicitation() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 2) {
            out.println("usage: TrainElicitation DATA_FOLDER OUT_FOLDER");
            System.exit(2);
        }
        Path data = Path.of(arguments[0]);
        if (!Files.isDirectory(data)) {
            out.println("the data folder is missing; see docs/benchmarks.md for what it holds");
            System.exit(3);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        PublicPrompts prompts = PublicPrompts.read(new DataSets(data));
        ElicitationWeights weights = train(prompts, new Report(out));
        Files.write(folder.resolve("elicitation-model.bin"), weights.toBytes());
        Vocabulary vocabulary = vocabulary(prompts);
        Files.writeString(folder.resolve("public-vocabulary.txt"), String.join("\n", vocabulary.words()) + "\n");
        Files.write(folder.resolve("public-vocabulary.idf"), vocabulary.idf());
        out.printf(
                "%n%d features, %d bytes; %d words%n",
                weights.features().length,
                weights.toBytes().length,
                vocabulary.words().size());
    }

    private static ElicitationWeights train(PublicPrompts prompts, Report report) {
        List<Example> examples = Corpus.of(Templates.all(), prompts, SEED);
        List<int[]> hashes = examples.stream().map(Features::of).toList();
        Trainer trainer = new Trainer(FEATURES, SEED);
        HeldOut wordings = HeldOut.of(trainer, examples, hashes, Example::wording);
        report.print("held out by wording (its family may have been seen)", examples, wordings);
        HeldOut families = HeldOut.of(trainer, examples, hashes, Example::family);
        report.print("held out by template family", examples, families);
        return Quantised.of(trainer.fit(examples, hashes), families, Templates.sha256(), prompts.provenance());
    }

    private static Vocabulary vocabulary(PublicPrompts prompts) {
        Map<String, List<String>> sets = new LinkedHashMap<>(prompts.ordinary());
        // Conversations that were started to provoke are no source of words to show.
        sets.remove("hh_chats");
        sets.put("rubric_grading", prompts.rubric());
        sets.put("jailbreaks", prompts.jailbreaks());
        List<String> written = new ArrayList<>();
        Templates.all().forEach(template -> written.add(template.text()));
        return Vocabulary.of(sets, written);
    }
}
