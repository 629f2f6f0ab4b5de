// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.tokenizers.ModelTokenizer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real text that shares much: public collections, where they are at hand. */
final class Templated {

    /** A file of a collection, and the member of its lines that is read. */
    private record Source(String file, String member) {}

    private static final List<Source> PROMPTS = List.of(
            new Source("gsm8k.jsonl.gz", "question"),
            new Source("rubric_grading.jsonl.gz", "prompt"),
            new Source("t0_template_jobs.jsonl.gz", "prompt"));

    private static final List<Source> ANSWERS = List.of(new Source("alpaca_eval_outputs.jsonl.gz", "output"));

    private static final int LONGEST = 400;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Templated() {}

    /** The populations whose files are in a folder or right below it. A third of each one's texts is its background. */
    static List<Population> read(Path folder, ModelTokenizer tokenizer, long seed) throws IOException {
        List<Population> populations = new ArrayList<>();
        of("templated prompts and school problems", PROMPTS, folder, tokenizer, seed)
                .ifPresent(populations::add);
        of("answers of 89 models to the same prompts", ANSWERS, folder, tokenizer, seed)
                .ifPresent(populations::add);
        return populations;
    }

    private static Optional<Population> of(
            String name, List<Source> sources, Path folder, ModelTokenizer tokenizer, long seed) throws IOException {
        List<int[]> texts = new ArrayList<>();
        for (Source source : sources) {
            Optional<Path> file;
            try (Stream<Path> files = Files.find(
                    folder,
                    2,
                    (path, attributes) -> path.getFileName().toString().equals(source.file()))) {
                file = files.findFirst();
            }
            if (file.isEmpty()) {
                System.out.println("missing, and left out: " + source.file());
                continue;
            }
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file.get())), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode text = JSON.readTree(line).path(source.member());
                    int[] ids = tokenizer.ids(text.asString());
                    texts.add(ids.length > LONGEST ? Arrays.copyOf(ids, LONGEST) : ids);
                }
            }
        }
        if (texts.size() < 100) {
            System.out.println("too few texts, and left out: " + name);
            return Optional.empty();
        }
        Collections.shuffle(texts, new Random(seed));
        int cut = texts.size() / 3;
        return Optional.of(
                new Population(name, tokenizer.vocabulary(), texts.subList(0, cut), texts.subList(cut, texts.size())));
    }
}
