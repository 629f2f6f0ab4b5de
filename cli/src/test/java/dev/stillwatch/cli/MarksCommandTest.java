// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The marks commands, as an operator uses them. */
class MarksCommandTest {
    private static final String SECRET = "8123456789012345678";
    private static final Scheme VLLM = Schemes.byName("gumbel-vllm", Map.of());
    /** The same key as the registry spells it. */
    private static final String SPELLED = VLLM.parseKey(SECRET).reveal();

    @TempDir
    private Path folder;

    private Command marks(Object... words) {
        return Command.run(Stream.concat(Stream.of("marks"), Stream.of(words)).toArray());
    }

    private Object[] registry(Object... words) {
        return Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--registry",
                                folder.resolve("marks.registry"),
                                "--registry-key",
                                folder.resolve("marks.key")))
                .toArray();
    }

    /** Of four tokens each place takes the one that scores highest. */
    private static int[] marked(Scheme scheme, MarkKey key, int length) {
        SplittableRandom random = new SplittableRandom(3);
        KeyedScores scores = scheme.keyed(key);
        int width = scheme.context().width();
        int[] tokens = new int[width + length];
        Arrays.fill(tokens, 0, width, scheme.context().padding().orElse(0));
        for (int at = width; at < tokens.length; at++) {
            double best = -1;
            int taken = 0;
            for (int candidate = 0; candidate < 4; candidate++) {
                tokens[at] = random.nextInt(30_000);
                if (scores.score(tokens, at) > best) {
                    best = scores.score(tokens, at);
                    taken = tokens[at];
                }
            }
            tokens[at] = taken;
        }
        return Arrays.copyOfRange(tokens, width, tokens.length);
    }

    private static String line(int[] tokens) {
        return Arrays.stream(tokens)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(",", "{\"tokens\":[", "]}\n"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static int[] random(int length, int seed) {
        return new SplittableRandom(seed).ints(length, 0, 30_000).toArray();
    }

    private Path tokenizer() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        try (InputStream in = MarksCommandTest.class.getResourceAsStream("/bge-small-en-v1.5-q-tokenizer.json")) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    @Test
    void verify_markedIds_exitsWithThreeAndSaysWhy() throws IOException {
        Path ids = write("ids.jsonl", line(marked(VLLM, VLLM.parseKey(SECRET), 300)));
        Command text = marks("verify", ids, "--scheme", "gumbel-vllm", "--key", SECRET, "--seed", 1);
        assertThat(text.status()).as(text.err()).isEqualTo(3);
        assertThat(text.out())
                .startsWith("MARKED by the given key (gumbel-vllm)\n")
                .contains("0 of 200 decoys as high", "300 distinct windows of 300 tokens", "docs/marks.md");
        Command json = marks("verify", ids, "--scheme", "gumbel-vllm", "--key", SECRET, "--format", "json");
        assertThat(json.status()).isEqualTo(3);
        assertThat(json.out())
                .startsWith("{\"verdict\":\"marked\",\"log10_p\":-")
                .contains("\"scored\":300");
    }

    @Test
    void verify_otherKeyOrLittleText_saysWhatItCannotSay() throws IOException {
        Path ids = write("ids.jsonl", line(random(400, 5)));
        Command enough = marks("verify", ids, "--scheme", "gumbel-vllm", "--key", SECRET, "--seed", 1);
        assertThat(enough.status()).as(enough.out()).isZero();
        assertThat(enough.out()).startsWith("no mark shown. That does not clear the text");
        Path few = write("few.jsonl", line(random(40, 5)));
        Command little = marks("verify", few, "--scheme", "gumbel-vllm", "--key", SECRET, "--seed", 1);
        assertThat(little.status()).isEqualTo(4);
        assertThat(little.out()).startsWith("too little to tell: a mark of usual strength shows from about 14");
    }

    @Test
    void verify_kgwSelfhash_warnsThatItsChanceIsTooSmall() throws IOException {
        Path ids = write("ids.jsonl", line(random(30, 5)));
        Command text = marks(
                "verify", ids, "--scheme", "kgw-selfhash", "--key", "42", "--param", "vocabulary=500", "--decoys", 20);
        assertThat(text.out())
                .as(text.err())
                .contains("far more innocent texts are called marked than its chance says");
    }

    @Test
    void verify_registry_findsWhoseMarkItIs() throws IOException {
        Path keyFile = write("operator.key", SECRET + "\n");
        assertThat(marks(registry("keys", "new", "acme", "--scheme", "gumbel-vllm", "--tenant", "acme"))
                        .status())
                .isZero();
        assertThat(marks(registry("keys", "new", "hf", "--scheme", "synthid-hf"))
                        .status())
                .isZero();
        Command imported =
                marks(registry("keys", "import", "old", "--scheme", "gumbel-vllm", "--key", "file:" + keyFile));
        assertThat(imported.status()).as(imported.err()).isZero();
        assertThat(marks(registry("keys", "rotate", "old")).out()).startsWith("begun: old#2, gumbel-vllm");
        Path ids = write("ids.jsonl", line(marked(VLLM, VLLM.parseKey(SECRET), 300)));
        Command found = marks(registry("verify", ids, "--decoys", 60));
        assertThat(found.status()).as(found.err()).isEqualTo(3);
        assertThat(found.out()).startsWith("MARKED by old (gumbel-vllm)").contains("corrected for 4 tests");
        // A new key each time: at the usual level one in a hundred would be lucky on these ids.
        Command hfOnly =
                marks(registry("verify", ids, "--decoys", 60, "--scheme", "synthid-hf", "--level", "0.000001"));
        assertThat(hfOnly.status()).isIn(0, 4);
    }

    @Test
    void keys_anyCommand_showsNoKey() throws IOException {
        Path keyFile = write("operator.key", SECRET);
        Command imported =
                marks(registry("keys", "import", "old", "--scheme", "gumbel-vllm", "--key", "file:" + keyFile));
        Command again = marks(registry("keys", "import", "old", "--scheme", "gumbel-vllm", "--key", "file:" + keyFile));
        Command wrong = marks(registry("keys", "import", "hf", "--scheme", "synthid-hf", "--key", "file:" + keyFile));
        Command nonsense = marks(registry("keys", "import", "x", "--scheme", "gumbel-vllm", "--key", SECRET + SECRET));
        Command list = marks(registry("keys", "list"));
        Command json = marks(registry("keys", "list", "--format", "json"));
        Command verify = marks(registry("verify", write("ids.jsonl", line(random(300, 1)))));
        assertThat(again.status()).isEqualTo(2);
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(nonsense.status()).isEqualTo(2);
        assertThat(list.out()).contains("old, gumbel-vllm", "imported");
        assertThat(json.out()).contains("\"label\":\"old\"", "\"origin\":\"imported\"");
        for (Command command : List.of(imported, again, wrong, nonsense, list, json, verify)) {
            assertThat(command.out() + command.err()).doesNotContain(SECRET, SPELLED);
        }
        Files.delete(keyFile);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET, SPELLED);
            }
        }
        Path exported = folder.resolve("exported.key");
        assertThat(marks(registry("keys", "export", "old", "--out", exported)).out())
                .isEmpty();
        assertThat(Files.readString(exported)).isEqualTo(SPELLED + "\n");
        assertThat(marks(registry("keys", "export", "old", "--out", exported)).status())
                .isEqualTo(2);
    }

    @Test
    void keys_publicDemoKey_isWarnedOf() throws IOException {
        Command imported = marks(registry("keys", "import", "demo", "--scheme", "gumbel-vllm", "--key", "42"));
        assertThat(imported.status()).isZero();
        assertThat(imported.err()).contains("public documentation", "keys rotate demo");
        Path ids = write("ids.jsonl", line(marked(VLLM, VLLM.parseKey("42"), 300)));
        assertThat(marks(registry("verify", ids)).out()).contains("PUBLIC DEMO KEY");
    }

    @Test
    void verify_hostileLines_areNamedAndPassedOver() throws IOException {
        String good = line(random(300, 1));
        Path ids = write(
                "ids.jsonl",
                good + "{broken\n" + "\n" + "[1,2]\n" + "{\"tokens\":[1,-2]}\n" + "{\"tokens\":[1,2.5]}\n"
                        + "{\"tokens\":[99999999999]}\n" + "{\"tokens\":\"1\"}\n" + "{\"other\":1}\n"
                        + "[".repeat(100_000) + "\n" + line(random(200, 2)).strip());
        Command command = marks("verify", ids, "--scheme", "gumbel-vllm", "--key", SECRET, "--format", "json");
        assertThat(command.status()).as(command.err()).isZero();
        assertThat(command.out()).contains("\"texts\":2", "\"lines_passed_over\":8");
        assertThat(command.err())
                .contains("ids.jsonl:2: no JSON", "ids.jsonl:5: tokens holds something that is no token id, at place 1")
                .doesNotContain("99999999999");
        Command strict = marks("verify", ids, "--scheme", "gumbel-vllm", "--key", SECRET, "--strict");
        assertThat(strict.status()).isEqualTo(2);
        assertThat(strict.err()).contains("ids.jsonl:2: ");
    }

    @Test
    void verify_nothingToRead_isRefused() throws IOException {
        Object[] key = {"--scheme", "gumbel-vllm", "--key", SECRET};
        Path empty = write("empty.jsonl", "");
        for (Path file : List.of(empty, folder.resolve("missing.jsonl"), folder, write("broken.jsonl.gz", "no gzip"))) {
            Command command = marks(
                    Stream.concat(Stream.of("verify", file), Stream.of(key)).toArray());
            assertThat(command.status()).as("%s", file).isEqualTo(2);
            assertThat(command.err()).contains(file.getFileName().toString());
        }
        Command text = marks("verify", write("a.txt", "some text"), "--scheme", "gumbel-vllm", "--key", SECRET);
        assertThat(text.status()).isEqualTo(2);
        assertThat(text.err()).contains("--tokenizer");
        assertThat(marks(registry("verify", empty)).err()).contains("no mark to test for");
        assertThat(marks("verify", empty, "--key", SECRET).err()).contains("--scheme");
        assertThat(marks("verify", empty, "--scheme", "nonsense", "--key", SECRET)
                        .status())
                .isEqualTo(2);
        assertThat(marks("verify", empty, "--scheme", "kgw", "--key", "5").err())
                .contains("vocabulary");
    }

    @Test
    void verify_idsBeyondTheVocabulary_areLeftOutAndNamed() throws IOException {
        int[] tokens = random(400, 5);
        tokens[100] = 40_000;
        Command command = marks(
                "verify",
                write("ids.jsonl", line(tokens)),
                "--scheme",
                "gumbel-vllm",
                "--key",
                SECRET,
                "--vocabulary",
                30_000);
        assertThat(command.out()).contains("5 with ids beyond the vocabulary", "is it the right model's?");
    }

    @Test
    void verify_textInManyForms_isTheSameText() throws IOException {
        String text = IntStream.range(0, 400)
                .mapToObj(i -> "word" + new SplittableRandom(i).nextInt(100_000))
                .collect(Collectors.joining(" "));
        Path plain = write("a.txt", text);
        Path lines = write("b.jsonl", "{\"text\":\"" + text + "\"}");
        Path exchange = write("c.jsonl", "{\"account\":\"a\",\"response\":{\"content\":\"" + text + "\"}}");
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Path gzip = Files.write(folder.resolve("d.txt.gz"), compressed.toByteArray());
        Path tokenizer = tokenizer();
        List<String> outputs = Stream.of(plain, lines, exchange, gzip)
                .map(file -> marks(
                                "verify",
                                file,
                                "--scheme",
                                "gumbel-vllm",
                                "--key",
                                SECRET,
                                "--tokenizer",
                                tokenizer,
                                "--seed",
                                7,
                                "--format",
                                "json")
                        .out())
                .toList();
        assertThat(outputs.getFirst()).contains("\"texts\":1", "encoding text again");
        assertThat(outputs).containsOnly(outputs.getFirst());
    }

    @Test
    void background_sharedTemplate_isLeftOutOfTests() throws IOException {
        int[] template = random(100, 50);
        String traffic = IntStream.range(0, 5)
                .mapToObj(i -> line(IntStream.concat(Arrays.stream(template), Arrays.stream(random(60, i)))
                        .toArray()))
                .collect(Collectors.joining());
        Path list = folder.resolve("list");
        Command made = marks("background", write("traffic.jsonl", traffic), "--out", list, "--size", 1);
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).startsWith("written: 5 different texts");
        int[] suspect = IntStream.concat(Arrays.stream(template), Arrays.stream(random(200, 99)))
                .toArray();
        Path ids = write("ids.jsonl", line(suspect));
        Command with =
                marks("verify", ids, "--scheme", "gumbel-vllm", "--key", SECRET, "--background", list, "--seed", 1);
        assertThat(with.out()).contains("101 that unrelated texts share");
        Command merged = marks("background", ids, "--out", folder.resolve("both"), "--size", 1, "--merge", list);
        assertThat(merged.out()).startsWith("written: 6 different texts");
        Command damaged = marks("verify", ids, "--scheme", "gumbel-vllm", "--key", SECRET, "--background", ids);
        assertThat(damaged.status()).isEqualTo(2);
        assertThat(damaged.err()).contains("ids.jsonl", "damaged");
        assertThat(marks("background", ids, "--out", list).status()).isEqualTo(2);
    }

    @Test
    void verify_marksOfAnotherTokenizer_areNotTried() throws IOException {
        Path tokenizer = tokenizer();
        marks(registry("keys", "new", "fits", "--scheme", "gumbel-vllm", "--tokenizer", tokenizer));
        Path other = folder.resolve("other.json");
        Files.writeString(other, Files.readString(tokenizer) + " ");
        marks(registry("keys", "new", "other", "--scheme", "gumbel-vllm", "--tokenizer", other));
        Path text = write("a.txt", "a few words of some text");
        Command command = marks(registry("verify", text, "--tokenizer", tokenizer));
        assertThat(command.out())
                .contains("1 registered marks belong to another tokenizer", "fits (gumbel-vllm)")
                .doesNotContain("other (gumbel-vllm)");
    }
}
