// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.tracing;

import dev.stillwatch.lineage.Answer;
import dev.stillwatch.lineage.LineageResult;
import dev.stillwatch.lineage.LineageResult.CannotTell;
import dev.stillwatch.lineage.LineageResult.Insufficient;
import dev.stillwatch.lineage.LineageResult.Lead;
import dev.stillwatch.lineage.LineageResult.LearntFrom;
import dev.stillwatch.lineage.LineageTest;
import dev.stillwatch.lineage.LineageTest.Plan;
import dev.stillwatch.lineage.ModelProfile;
import dev.stillwatch.lineage.ModelProfile.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks of every model whose teacher is known, or that had none, whom it learnt from.
 *
 * <p>Arguments: gzipped JSON lines with {@code model}, {@code instruction} and {@code output}; a table with the columns
 * model, base and teacher family; and optionally {@code apart} to hold ChatGPT and GPT-4 for different families. Models
 * without a teacher are the decoys; each is itself tested without those of its own series.
 */
public final class LineageBenchmark {
    private static final String NO_TEACHER = "none-human";
    private static final Map<String, String> TEACHERS = new LinkedHashMap<>();
    private static final List<String> CONTEMPORARIES =
            List.of("mistral-medium", "Mixtral-8x7B-Instruct-v0.1", "text_davinci_001");
    private static final List<String> SERIES = List.of("guanaco", "oasst", "humpback", "llama-2");

    static {
        TEACHERS.put("text_davinci_003", "openai-davinci");
        List.of("gpt-3.5-turbo-0301", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-1106")
                .forEach(model -> TEACHERS.put(model, "openai-chatgpt"));
        List.of("gpt4", "gpt4_0314", "gpt4_0613").forEach(model -> TEACHERS.put(model, "openai-gpt4"));
        List.of("claude", "claude-2", "claude-2.1", "claude-instant-1.2")
                .forEach(model -> TEACHERS.put(model, "anthropic"));
        TEACHERS.put("gemini-pro", "google");
        TEACHERS.put("cohere", "cohere");
    }

    private final Map<String, List<Answer>> answers;
    private final boolean apart;
    private final Map<String, ModelProfile> decoys = new LinkedHashMap<>();
    private final List<ModelProfile> teachers = new ArrayList<>();

    private LineageBenchmark(Map<String, List<Answer>> answers, Map<String, String> families, boolean apart) {
        this.answers = answers;
        this.apart = apart;
        TEACHERS.forEach((model, family) -> teachers.add(profile(model, Role.TEACHER, together(family))));
        families.forEach((model, family) -> {
            if (family.equals(NO_TEACHER)) {
                decoys.put(model, profile(model, Role.DECOY, series(model)));
            }
        });
    }

    /** Prints a line for each model, and the sums. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> families = new LinkedHashMap<>();
        for (String line :
                Files.readAllLines(Path.of(arguments[1])).stream().skip(1).toList()) {
            String[] cells = line.split(",");
            families.put(cells[0], cells[2]);
        }
        boolean apart = arguments.length > 2 && arguments[2].equals("apart");
        new LineageBenchmark(answers(Path.of(arguments[0])), families, apart).run(families);
    }

    private void run(Map<String, String> families) {
        int students = 0;
        int right = 0;
        int namedRight = 0;
        int namedWrong = 0;
        int innocents = 0;
        int accused = 0;
        for (Map.Entry<String, String> row : families.entrySet()) {
            List<Answer> said = answers.get(row.getKey());
            if (said == null) {
                continue;
            }
            LineageResult result = test(row.getKey(), said);
            String nearest = result.ranking().getFirst().family();
            boolean named = result.conclusion() instanceof LearntFrom;
            print(row.getKey(), row.getValue(), nearest, named, lead(result));
            if (row.getValue().equals(NO_TEACHER)) {
                innocents++;
                accused += named ? 1 : 0;
            } else if (teachers.stream().anyMatch(t -> t.family().equals(together(row.getValue())))) {
                boolean hit = nearest.equals(together(row.getValue()));
                students++;
                right += hit ? 1 : 0;
                namedRight += named && hit ? 1 : 0;
                namedWrong += named && !hit ? 1 : 0;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "students %d: nearest right %d (%.0f %%), named rightly %d, named wrongly %d; innocents %d: accused %d%n",
                students,
                right,
                100.0 * right / students,
                namedRight,
                namedWrong,
                innocents,
                accused);
    }

    private LineageResult test(String model, List<Answer> said) {
        List<ModelProfile> models = new ArrayList<>(teachers);
        CONTEMPORARIES.forEach(name -> models.add(profile(name, Role.CONTEMPORARY, name)));
        decoys.forEach((name, decoy) -> {
            // A suspect's siblings would know it; a student made from Llama 2 chat keeps that series as decoys.
            if (!decoys.containsKey(model) || !decoy.family().equals(series(model))) {
                models.add(decoy);
            }
        });
        return new LineageTest(Plan.DEFAULT).test(said, models, Optional.empty());
    }

    private static Lead lead(LineageResult result) {
        return switch (result.conclusion()) {
            case LearntFrom named -> named.lead();
            case CannotTell nearest -> nearest.lead();
            case Insufficient lacking -> throw new IllegalStateException(lacking.why());
        };
    }

    private static void print(String model, String teacher, String nearest, boolean named, Lead lead) {
        System.out.printf(
                Locale.ROOT,
                "%-30s %-15s nearest %-15s %-6s lead %.3f +- %.3f, chance %.4f, rank %.3f%n",
                model,
                teacher,
                nearest,
                named ? "NAMED" : "",
                lead.lead(),
                lead.standardError(),
                lead.chance(),
                lead.rank());
    }

    private String together(String family) {
        return !apart && (family.equals("openai-chatgpt") || family.equals("openai-gpt4")) ? "openai-chat" : family;
    }

    private ModelProfile profile(String model, Role role, String family) {
        return ModelProfile.of(model, 1, role, family, Objects.requireNonNull(answers.get(model), model));
    }

    private static String series(String model) {
        return SERIES.stream().filter(model::startsWith).findFirst().orElse(model);
    }

    private static Map<String, List<Answer>> answers(Path file) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        Map<String, List<Answer>> answers = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = json.readTree(line);
                answers.computeIfAbsent(row.path("model").asString(), model -> new ArrayList<>())
                        .add(new Answer(
                                row.path("instruction").asString(),
                                row.path("output").asString()));
            }
        }
        return answers;
    }
}
