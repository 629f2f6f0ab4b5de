// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index commands, as an operator uses them. */
class IndexCommandTest {
    private final SplittableRandom random = new SplittableRandom(6);
    private final List<String> answers = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private Path log = Path.of("");
    private Path served = Path.of("");

    @BeforeEach
    void log() throws IOException {
        log = folder.resolve("traffic.jsonl");
        served = folder.resolve("served");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            answers.add(text(120));
            lines.append(exchange(i, answers.getLast()));
        }
        Files.writeString(log, lines);
    }

    private String text(int words) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append(Long.toString(random.nextLong(1L << 40), 36)).append(' ');
        }
        return text.toString().strip();
    }

    private static String exchange(int number, String answer) {
        return """
                {"id":"x%d","time":"2026-11-0%dT00:00:00Z","account":"a","model":"m-large",\
                "request":{"messages":[{"role":"user","content":"Tell me about number %d"}]},\
                "response":{"content":"%s"}}
                """.formatted(number, 1 + number % 9, number, answer);
    }

    private Path rows(String name, String... texts) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String text : texts) {
            lines.append("{\"instruction\":\"Say something\",\"output\":\"")
                    .append(text)
                    .append("\"}\n");
        }
        return Files.writeString(folder.resolve(name), lines);
    }

    private Command index(Object... words) {
        return Command.run(Stream.concat(Stream.of("index"), Stream.of(words)).toArray());
    }

    private Object[] keyed(Object... words) {
        return Stream.concat(Stream.of(words), Stream.of("--index-key", folder.resolve("index-key.json")))
                .toArray();
    }

    @Test
    void lookup_rowsThatWereServed_areFoundWithDayAndModel() throws IOException {
        assertThat(index(keyed("build", log, "--out", served)).status()).isZero();
        Path suspect = rows("suspect.jsonl", text(100), answers.get(4), "Yes.");
        Command found = index(keyed("lookup", suspect, "--index", served));
        assertThat(found.status()).isEqualTo(ExitStatus.FOUND);
        assertThat(found.out())
                .contains("3 texts looked up in served answers")
                .contains("suspect.jsonl:2")
                .contains(
                        "verbatim, 100 % served, longest passage 120 words, from 2026-11-05 to 2026-11-05, by m-large")
                .contains("too short")
                .doesNotContain(answers.get(4).substring(0, 12));
        Command json = index(keyed("lookup", suspect, "--index", served, "--format", "json"));
        assertThat(json.out()).contains("\"verbatim\":1", "\"longest\":120", "\"models\":[\"m-large\"]");
    }

    @Test
    void lookup_unrelatedRows_findsNothing() throws IOException {
        index(keyed("build", log, "--out", served));
        Command found = index(keyed("lookup", rows("other.jsonl", text(100), text(50)), "--index", served));
        assertThat(found.status()).isZero();
        assertThat(found.out()).contains("none");
    }

    @Test
    void build_sameLogAgainAndGrown_addsOnlyWhatIsNew() throws IOException {
        index(keyed("build", log, "--out", served));
        assertThat(index(keyed("build", log, "--out", served)).out())
                .contains("0 answers added")
                .contains("20 records were in it before");
        Files.writeString(log, exchange(20, text(60)), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        assertThat(index(keyed("build", log, "--out", served)).out()).contains("1 answers added");
        Command shown = index(keyed("show", served, "--format", "json"));
        assertThat(shown.out()).contains("\"answers\":21", "\"inputs\":1", "\"models\":[\"m-large\"]");
    }

    @Test
    void build_background_isNeverCalledServed() throws IOException {
        index(keyed("build", log, "--out", served));
        Path licences = rows("licences.jsonl", answers.get(2));
        assertThat(index(keyed("build", "--kind", "background", licences, "--out", served))
                        .status())
                .isZero();
        assertThat(index(keyed("lookup", licences, "--index", served)).status()).isZero();
    }

    @Test
    void build_dataSet_isIndexedToo() throws IOException {
        Path set = rows("ours.jsonl", answers.get(1));
        assertThat(index(keyed("build", set, "--data-set", "--out", served)).out())
                .contains("1 rows added");
        assertThat(index(keyed("lookup", set, "--index", served)).status()).isEqualTo(ExitStatus.FOUND);
    }

    @Test
    void build_standardInputWithMalformedLines_namesThem() {
        Command built = Command.runWith(
                "{broken\n" + exchange(1, answers.getFirst()), keyed("index", "build", "-", "--out", served));
        assertThat(built.status()).isZero();
        assertThat(built.err()).contains("passed over standard input:1");
        assertThat(built.out()).contains("1 answers added").contains("1 passed over");
        assertThat(Command.runWith("{broken\n", keyed("index", "build", "-", "--strict", "--out", served))
                        .status())
                .isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void knownSet_rowsExactAndEdited_areFound() throws IOException {
        Path sketch = folder.resolve("made-up.sketch");
        Path set = rows("set.jsonl", answers.toArray(String[]::new));
        Command built = index("build", "--kind", "known-set", "--name", "made-up", set, "--out", sketch);
        assertThat(built.out()).contains("made-up knows 20 different texts of 20 rows");
        assertThat(index("show", sketch).out()).contains("known set made-up").contains("20");
        Command found =
                index("lookup", rows("suspect.jsonl", answers.get(0), answers.get(1) + " and more"), "--index", sketch);
        assertThat(found.status()).isEqualTo(ExitStatus.FOUND);
        assertThat(found.out())
                .contains("in made-up")
                .contains("suspect.jsonl:1  exact")
                .contains("near, similarity");
    }

    @Test
    void commands_wrongUsageOrDamage_sayWhatToDo() throws IOException {
        assertThat(index("build", log, "--kind", "known-set", "--out", served).err())
                .contains("--name");
        assertThat(index(keyed("build", log, "--name", "x", "--out", served)).err())
                .contains("only a known set");
        assertThat(index(keyed("build", log, "--kind", "magic", "--out", served))
                        .err())
                .contains("no kind");
        assertThat(index(keyed("build", log, "--sampling", 3, "--out", served)).err())
                .contains("take 1, 2, 4");
        assertThat(index(keyed("show", folder.resolve("nowhere"))).status()).isEqualTo(ExitStatus.USAGE);
        index(keyed("build", log, "--out", served));
        Command otherKey = index("show", served, "--index-key", folder.resolve("none.json"));
        assertThat(otherKey.err()).contains("there is no index key file");
        Files.writeString(served.resolve("index"), "stillwatch served answers 1\n");
        Command damaged = index(keyed("show", served));
        assertThat(damaged.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(damaged.err()).contains("damaged").contains("build the index again");
    }
}
