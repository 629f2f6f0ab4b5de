// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes people's reviews dosed with reviews by models as data sets for {@code stillwatch audit}, and weights that saw no
 * answer to their questions.
 *
 * <p>Run as {@link TrainStyle}, with a seed as third argument; then
 *
 * <pre>./stillwatch audit 'OUT/dosed-*.jsonl' --style OUT --out OUT/audit</pre>
 */
public final class DosedFiles {
    private static final String DOMAIN = "Yelp";
    private static final int[] PERCENT = {0, 1, 5, 20};

    private DosedFiles() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (arguments.length != 3) {
            out.println(
                    "usage: DosedFiles DATA_FOLDER OUT_FOLDER SEED; docs/provenance.md says what the data folder holds");
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        long seed = Long.parseLong(arguments[2]);
        List<LabelledText> prose = TrainStyle.prose(new DataFolder(Path.of(arguments[0])));
        Set<String> set = Doses.half(
                prose.stream()
                        .filter(text -> text.domain().equals(DOMAIN))
                        .map(Doses::id)
                        .toList(),
                seed);
        TrainStyle.write(
                prose.stream().filter(text -> !set.contains(Doses.id(text))).toList(), folder);
        List<LabelledText> people = new ArrayList<>();
        List<LabelledText> models = new ArrayList<>();
        prose.stream()
                .filter(text -> set.contains(Doses.id(text)))
                .forEach(text -> (text.writer().isModel() ? models : people).add(text));
        Collections.shuffle(models, new Random(seed));
        for (int percent : PERCENT) {
            int dose = Math.round(people.size() * percent / (100f - percent));
            List<LabelledText> chosen = models.subList(0, dose);
            write(folder, String.format("dosed-%02d", percent), people, chosen);
            List<LabelledText> edited = chosen.stream()
                    .map(text -> text.withText(Edits.of(text.text(), seed)))
                    .toList();
            if (dose > 0) {
                write(folder, String.format("dosed-%02d-edited", percent), people, edited);
            }
        }
    }

    private static void write(Path folder, String name, List<LabelledText> people, List<LabelledText> models)
            throws IOException {
        List<LabelledText> rows = new ArrayList<>(people);
        rows.addAll(models);
        Collections.shuffle(rows, new Random(rows.size()));
        try (BufferedWriter file = Files.newBufferedWriter(folder.resolve(name + ".jsonl"));
                JsonGenerator out = new JsonFactory().createGenerator(ObjectWriteContext.empty(), file)) {
            for (LabelledText row : rows) {
                out.writeStartObject();
                out.writeStringProperty("prompt", "Write a review.");
                out.writeStringProperty("response", row.text());
                out.writeEndObject();
                out.writeRaw('\n');
            }
        }
    }
}
