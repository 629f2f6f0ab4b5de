// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Audits that look for output marks, as somebody does who serves a marked model. */
class AuditMarksTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Scheme SYNTHID = Schemes.byName("synthid-hf", Map.of());
    private static final MarkKey OURS = SYNTHID.drawKey(new SplittableRandom(2024));
    private static final MarkKey OTHER = SYNTHID.drawKey(new SplittableRandom(4048));
    private static final double[] EVEN = {0.25, 0.25, 0.25, 0.25};

    @TempDir
    private Path folder;

    private Path tokenizer;

    @BeforeEach
    void makeTokenizer() throws IOException {
        tokenizer = MarkedDataSet.tokenizer(folder.resolve("tokenizer.json"));
    }

    private Path registry(String name, String label, MarkKey key) throws IOException {
        Path file = folder.resolve(name + ".key");
        Files.writeString(file, key.reveal());
        Command imported = Command.run(
                "marks",
                "keys",
                "import",
                label,
                "--scheme",
                "synthid-hf",
                "--key",
                "file:" + file,
                "--registry",
                folder.resolve(name),
                "--registry-key",
                folder.resolve("marks.key"));
        assertThat(imported.status()).as(imported.err()).isZero();
        return folder.resolve(name);
    }

    private Command audit(Path data, Path registry, String out, Object... more) {
        return Command.run(Stream.concat(
                        Stream.of(
                                "audit",
                                data,
                                "--out",
                                folder.resolve(out),
                                "--source-field",
                                "origin",
                                "--registry",
                                registry,
                                "--registry-key",
                                folder.resolve("marks.key"),
                                "--tokenizer",
                                tokenizer),
                        Stream.of(more))
                .toArray());
    }

    /** Two hundred rows with a mark that each shows by itself, in one source of two, among two thousand without. */
    private Path dosed() throws IOException {
        MarkedDataSet rows = new MarkedDataSet(SYNTHID, 11);
        for (int i = 0; i < 2200; i++) {
            boolean marked = i % 11 == 3;
            String source = marked || i % 2 == 0 ? "mixed" : "clean";
            rows.row(source, marked ? Optional.of(OURS) : Optional.empty(), 120, EVEN);
        }
        return rows.write(folder.resolve("rows.jsonl"));
    }

    private static JsonNode source(Command audit, String name) throws IOException {
        for (JsonNode source : JSON.readTree(audit.out()).path("sources")) {
            if (source.path("name").asString().equals(name)) {
                return source;
            }
        }
        throw new AssertionError(audit.out() + audit.err());
    }

    @Test
    void markedRowsAmongMany_areFound_andTheKeyNamed() throws IOException {
        Path data = dosed();
        Path registry = registry("marks.registry", "acme-2026", OURS);

        Command audit = audit(data, registry, "out", "--format", "json");

        assertThat(audit.status()).as(audit.err()).isEqualTo(3);
        JsonNode mixed = source(audit, "mixed");
        assertThat(mixed.path("risk").asString()).isEqualTo("shown");
        assertThat(mixed.path("marks").path("acme-2026").asInt()).isBetween(195, 200);
        assertThat(source(audit, "clean").path("risk").asString()).isEqualTo("none-seen");
        List<String> findings = Files.readAllLines(folder.resolve("out").resolve("findings.jsonl"));
        assertThat(findings)
                .hasSizeBetween(195, 200)
                .allMatch(line -> line.contains("\"kind\":\"marked\",\"key\":\"acme-2026\",\"log10_p\":-"))
                .allMatch(line -> (JSON.readTree(line).path("row").asInt() - 1) % 11 == 3);
    }

    /** Six hundred rows, each marked too weakly to show it alone, and as many without. */
    private Path weak() throws IOException {
        MarkedDataSet rows = new MarkedDataSet(SYNTHID, 12);
        for (int i = 0; i < 1200; i++) {
            boolean marked = i % 2 == 0;
            rows.row(marked ? "weak" : "clean", marked ? Optional.of(OURS) : Optional.empty(), 60, 0.85, 0.1, 0.05);
        }
        return rows.write(folder.resolve("rows.jsonl"));
    }

    @Test
    void weaklyMarkedRows_showTogether() throws IOException {
        Path registry = registry("marks.registry", "acme-2026", OURS);

        Command audit = audit(weak(), registry, "out", "--format", "json");

        assertThat(audit.status()).as(audit.err()).isEqualTo(3);
        JsonNode weak = source(audit, "weak");
        assertThat(weak.path("risk").asString()).as(audit.out()).isEqualTo("likely");
        assertThat(weak.path("evidence_share").path("rows").asInt()).isLessThan(3);
        JsonNode mark = weak.path("marks_over_rows").path(0);
        assertThat(mark.path("key").asString()).isEqualTo("acme-2026");
        assertThat(mark.path("shown").asBoolean()).isTrue();
        assertThat(mark.path("rows").asInt()).isEqualTo(600);
        assertThat(mark.path("log10_p").asDouble()).isLessThan(-6);
        JsonNode clean = source(audit, "clean");
        assertThat(clean.path("risk").asString()).isEqualTo("none-seen");
        assertThat(clean.path("marks_over_rows").path(0).path("high").asInt()).isLessThan(20);
        assertThat(audit(folder.resolve("rows.jsonl"), registry, "text").out())
                .startsWith("1 source holds rows that most likely carry your output marks.")
                .contains("output mark acme-2026 in weak: scores high in ");
        assertThat(Files.readString(folder.resolve("text").resolve("report.html")))
                .contains("most likely carries your output marks", "acme-2026");
        assertThat(Files.readString(folder.resolve("text").resolve("training-summary-2.5.md")))
                .contains("output mark acme-2026: scores high in ");
    }

    @Test
    void oneHighAnswerManyTimes_accusesNobody() throws IOException {
        MarkedDataSet rows = new MarkedDataSet(SYNTHID, 13);
        String high = rows.answer(Optional.of(OURS), 60, 0.7, 0.2, 0.1);
        for (int i = 0; i < 1000; i++) {
            rows.text("repeats", high);
        }

        Command audit = audit(
                rows.write(folder.resolve("rows.jsonl")),
                registry("marks.registry", "acme-2026", OURS),
                "out",
                "--format",
                "json");

        JsonNode repeats = source(audit, "repeats");
        assertThat(repeats.path("marks_over_rows").path(0).path("high").asInt()).isEqualTo(1000);
        assertThat(repeats.path("marks_over_rows").path(0).path("shown").asBoolean())
                .isFalse();
        assertThat(repeats.path("risk").asString()).isEqualTo("none-seen");
    }

    @Test
    void wrongKey_accusesNobody() throws IOException {
        Command audit = audit(dosed(), registry("marks.registry", "somebody", OTHER), "out", "--format", "json");

        assertThat(audit.status()).as(audit.err()).isZero();
        assertThat(source(audit, "mixed").path("risk").asString()).isEqualTo("none-seen");
        assertThat(folder.resolve("out").resolve("findings.jsonl")).isEmptyFile();
    }

    @Test
    void anyOutput_holdsNoKeyAndNoText() throws IOException {
        Command text = audit(dosed(), registry("marks.registry", "acme-2026", OURS), "out");

        StringBuilder all = new StringBuilder(text.out()).append(text.err());
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        String firstLayer = OURS.reveal().split(",", 2)[0];
        assertThat(all.toString())
                .contains("acme-2026")
                .doesNotContain(OURS.reveal(), firstLayer)
                .doesNotContainPattern("w[0-9]+x");
    }

    @Test
    void threads_changeNothing() throws IOException {
        Path data = dosed();
        Path registry = registry("marks.registry", "acme-2026", OURS);

        audit(data, registry, "one", "--threads", 1);
        audit(data, registry, "four", "--threads", 4);

        for (String name : List.of("findings.jsonl", "summary.json", "report.html", "training-summary-2.5.md")) {
            assertThat(folder.resolve("four").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(name));
        }
    }

    @Test
    void cleaned_leavesMarkedRowsOut() throws IOException {
        Path clean = folder.resolve("clean.jsonl");
        Path registry = registry("marks.registry", "acme-2026", OURS);

        audit(dosed(), registry, "out", "--cleaned", clean);

        assertThat(Files.readAllLines(clean)).hasSizeBetween(2000, 2005);
        assertThat(audit(clean, registry, "again").status()).isZero();
    }

    @Test
    void wrongUsage_isNamedWithItsRemedy() throws IOException {
        Path data = new MarkedDataSet(SYNTHID, 1)
                .row("a", Optional.empty(), 30, EVEN)
                .write(folder.resolve("rows.jsonl"));
        Path registry = registry("marks.registry", "acme-2026", OURS);
        Path nonsense = Files.writeString(folder.resolve("nonsense"), "no registry");
        Path out = folder.resolve("out");

        assertThat(audit(data, nonsense, "out").err()).contains("nonsense");
        assertThat(audit(data, folder.resolve("missing"), "out").err()).contains("there is no registry", "keys new");
        assertThat(Command.run("audit", data, "--out", out, "--tokenizer", tokenizer)
                        .err())
                .contains("--tokenizer says how marks are looked for", "--registry");
        assertThat(Command.run(
                                "audit",
                                data,
                                "--out",
                                out,
                                "--registry",
                                registry,
                                "--registry-key",
                                folder.resolve("marks.key"))
                        .err())
                .contains("--registry: marks lie in token ids", "--tokenizer");
        Files.writeString(tokenizer, "{\"model\":{\"vocab\":{\"a\":0}}");
        Command broken = audit(data, registry, "out");
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.err()).contains("tokenizer.json is no tokenizer that can be read");
        assertThat(out).doesNotExist();
    }
}
