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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real text that was made from templates: public collections, where they are at hand. */
final class Templated {
    /** File and member of what is read. */
    private static final Map<String, String> FILES = Map.of(
            "t0_template_jobs.jsonl.gz", "prompt", "rubric_grading.jsonl.gz", "prompt", "gsm8k.jsonl.gz", "question");

    private static final int LONGEST = 400;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Templated() {}

    /** The population of a folder's files; empty if none is there. A third of the texts is its background. */
    static Optional<Population> read(Path folder, ModelTokenizer tokenizer, long seed) throws IOException {
        List<int[]> texts = new ArrayList<>();
        for (Map.Entry<String, String> file :
                FILES.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
            Path path = folder.resolve(file.getKey());
            if (!Files.exists(path)) {
                System.out.println("missing, and left out: " + file.getKey());
                continue;
            }
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode text = JSON.readTree(line).path(file.getValue());
                    int[] ids = tokenizer.ids(text.asString());
                    texts.add(ids.length > LONGEST ? Arrays.copyOf(ids, LONGEST) : ids);
                }
            }
        }
        if (texts.size() < 100) {
            return Optional.empty();
        }
        Collections.shuffle(texts, new Random(seed));
        int cut = texts.size() / 3;
        return Optional.of(new Population(
                "templated prompts and school problems",
                tokenizer.vocabulary(),
                texts.subList(0, cut),
                texts.subList(cut, texts.size())));
    }
}
