// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weights mark}, {@code register}, {@code trace} and {@code inspect}, from outside. */
class WeightsCommandTest {
    private static final String BANK = "Canary Bank & Søn";

    @TempDir
    private Path folder;

    private Path model = Path.of("");
    private Path key = Path.of("");
    private Path register = Path.of("");

    @BeforeEach
    void makeModel() throws IOException {
        model = SampleModel.write(folder.resolve("model"), 7);
        key = folder.resolve("weights-key.json");
        register = folder.resolve("weights.register");
    }

    private Command command(Stream<Object> words, Object... more) {
        return Command.run(Stream.of(Stream.of((Object) "weights"), words, Stream.of(more))
                .flatMap(each -> each)
                .toArray());
    }

    private Command mark(String recipient, String out, Object... more) {
        return command(
                Stream.of(
                        "mark",
                        model,
                        "--recipient",
                        recipient,
                        "--out",
                        folder.resolve(out),
                        "--key",
                        key,
                        "--register",
                        register),
                more);
    }

    private Command trace(Path leaked, Object... more) {
        return command(Stream.of("trace", leaked, "--original", model, "--key", key, "--register", register), more);
    }

    private Path weights(String out) {
        return folder.resolve(out).resolve("model.safetensors");
    }

    /** Another model file, whose weights are made of those of others. */
    private Path mixed(String... copies) throws IOException {
        byte[] first = Files.readAllBytes(weights(copies[0]));
        ByteBuffer mixed = ByteBuffer.wrap(first.clone()).order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(3);
        for (int i = SampleModel.weightsAt(first); i < first.length; i += 2) {
            double sum = 0;
            for (String copy : copies) {
                sum += Float.intBitsToFloat(bytes(copy).getShort(i) << 16);
            }
            int bits = Float.floatToIntBits((float) (sum / copies.length)) + random.nextInt(1 << 16);
            mixed.putShort(i, (short) (bits >> 16));
        }
        return Files.write(folder.resolve("mixed.safetensors"), mixed.array());
    }

    private final Map<String, ByteBuffer> read = new HashMap<>();

    private ByteBuffer bytes(String copy) {
        return read.computeIfAbsent(copy, name -> {
            try {
                return ByteBuffer.wrap(Files.readAllBytes(weights(name))).order(ByteOrder.LITTLE_ENDIAN);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void mark_copiesTheModel_andLeavesTheOriginalAlone() throws IOException {
        byte[] before = Files.readAllBytes(model.resolve("model.safetensors"));

        Command marked = mark(BANK, "bank");

        assertThat(marked.status()).as(marked.err()).isZero();
        assertThat(marked.out()).contains("marked for " + BANK, "65,536 carry", "1024 symbols");
        assertThat(model.resolve("model.safetensors")).hasBinaryContent(before);
        assertThat(folder.resolve("bank/config.json")).hasContent("{\"model_type\": \"sample\"}");
        byte[] copy = Files.readAllBytes(weights("bank"));
        assertThat(copy).hasSameSizeAs(before).isNotEqualTo(before);
        int header = SampleModel.weightsAt(before);
        assertThat(copy).startsWith(Arrays.copyOf(before, header));
    }

    @Test
    void trace_copyHandedOn_namesItsRecipientAndNobodyElse() {
        mark(BANK, "bank");
        mark("lab-7", "lab");

        Command traced = trace(folder.resolve("lab"));
        Command json = trace(weights("lab"), "--format", "json");

        assertThat(traced.status()).as(traced.err() + traced.out()).isEqualTo(3);
        assertThat(traced.out())
                .contains("was made of copies for: lab-7", "byte for byte", "standard deviations")
                .doesNotContain(BANK);
        assertThat(traced.complaints()).isEmpty();
        assertThat(json.status()).isEqualTo(3);
        assertThat(json.out())
                .contains("\"verdict\":\"named\"", "\"recipient\":\"lab-7\"", "\"recipients\":2")
                .doesNotContain(BANK);
    }

    @Test
    void trace_copiesMixed_namesBoth() throws IOException {
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(mark(name, name).status()).isZero();
        }

        Command traced = trace(mixed("a", "c"));

        assertThat(traced.status()).as(traced.out()).isEqualTo(3);
        assertThat(traced.out()).contains("copies for: a, c\n").doesNotContain("byte for byte", "  b:", "  d:");
    }

    @Test
    void trace_original_namesNobody() {
        mark(BANK, "bank");

        Command traced = trace(model);

        assertThat(traced.status()).as(traced.out()).isZero();
        assertThat(traced.out()).contains("none of the registered copies").doesNotContain(BANK);
    }

    @Test
    void trace_anotherModel_cannotTell() throws IOException {
        mark(BANK, "bank");

        Command traced = trace(SampleModel.write(folder.resolve("other"), 8));
        Command json = trace(folder.resolve("other"), "--format", "json");

        assertThat(traced.status()).as(traced.out()).isEqualTo(4);
        assertThat(traced.out()).contains("cannot be told", "why").doesNotContain(BANK);
        assertThat(json.out()).contains("\"verdict\":\"cannot-tell\"", "\"why\":\"");
    }

    @Test
    void trace_wrongOriginalKeyOrRegister_saysWhatIsWrong() throws IOException {
        mark(BANK, "bank");
        Path other = SampleModel.write(folder.resolve("other"), 8);

        Command original =
                Command.run("weights", "trace", model, "--original", other, "--key", key, "--register", register);
        Command missing = Command.run(
                "weights",
                "trace",
                model,
                "--original",
                model,
                "--key",
                folder.resolve("no.json"),
                "--register",
                register);
        Command unregistered = Command.run(
                "weights", "trace", model, "--original", model, "--key", key, "--register", folder.resolve("none"));
        Command text = trace(folder.resolve("model/config.json"));
        Command error = trace(model, "--error", "0");

        assertThat(original.status()).isEqualTo(2);
        assertThat(original.err())
                .contains("no copy of this --original", "byte for byte")
                .doesNotContain(BANK);
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("no.json", "--key");
        assertThat(unregistered.err()).contains("there is no register");
        assertThat(text.status()).isEqualTo(2);
        assertThat(text.err()).contains("config.json");
        assertThat(error.err()).contains("--error is 0.0");
    }

    @Test
    void trace_withAnotherKeyset_namesTheKeyThatIsMissing() throws IOException {
        mark(BANK, "bank");
        Path other = folder.resolve("other-key.json");
        Command.run(
                "weights",
                "mark",
                model,
                "--recipient",
                "x",
                "--out",
                folder.resolve("x"),
                "--key",
                other,
                "--register",
                folder.resolve("r2"));

        Command traced =
                Command.run("weights", "trace", model, "--original", model, "--key", other, "--register", register);

        assertThat(traced.status()).isEqualTo(2);
        assertThat(traced.err())
                .contains("copies were marked with key", "--key does not hold")
                .doesNotContain(BANK);
    }

    @Test
    void mark_withOtherSettingsThanBefore_isRefused() {
        mark("a", "a", "--symbols", "2048");

        Command same = mark("b", "b");
        Command other = mark("c", "c", "--symbols", "1024");
        Command wrong = mark("d", "d", "--amplitude", "3");

        assertThat(same.out()).contains("2048 symbols");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("2048 symbols", "leave --symbols");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("amplitude is 3.0");
        assertThat(folder.resolve("c")).doesNotExist();
        assertThat(folder.resolve("d")).doesNotExist();
    }

    @Test
    void mark_thatCannotBe_leavesNothingBehind() throws IOException {
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/file"), "x");
        Path cut = Files.createDirectories(folder.resolve("cut"));
        byte[] whole = Files.readAllBytes(model.resolve("model.safetensors"));
        Files.write(cut.resolve("model.safetensors"), Arrays.copyOf(whole, whole.length - 1));

        assertThat(mark(BANK, "full").err()).contains("is not empty").doesNotContain(BANK);
        Command inside = mark(BANK, "model/copy");
        assertThat(inside.status()).isEqualTo(2);
        assertThat(inside.err()).doesNotContain(BANK);
        Command hidden = mark("a\u202Eb", "out");
        assertThat(hidden.status()).isEqualTo(2);
        assertThat(hidden.err()).contains("1 to 200 characters");
        Command damaged = Command.run(
                "weights",
                "mark",
                cut,
                "--recipient",
                BANK,
                "--out",
                folder.resolve("out"),
                "--key",
                key,
                "--register",
                register);
        assertThat(damaged.status()).isEqualTo(2);
        assertThat(damaged.err()).contains("model.safetensors").doesNotContain(BANK);

        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(folder.resolve("model/copy")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .isSubsetOf("model", "full", "cut", "weights-key.json", "weights.register");
        }
    }

    @Test
    void register_list_showsWhoHasWhat() throws IOException {
        mark(BANK, "bank");
        mark("lab-7", "lab");

        Command text = Command.run("weights", "register", "list", "--register", register);
        Command json = Command.run("weights", "register", "list", "--register", register, "--format", "json");

        assertThat(text.status()).isZero();
        assertThat(text.out().lines()).hasSize(2);
        assertThat(text.out()).contains(BANK, "lab-7", "1024 symbols").doesNotContain("unfinished");
        assertThat(json.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"copy\":\"", "\"original\":\"", "\"symbols\":1024"));

        Files.writeString(register, Files.readString(register).replace("lab-7", "lab-8"));
        Command changed = Command.run("weights", "register", "list", "--register", register);
        assertThat(changed.status()).isEqualTo(2);
        assertThat(changed.err()).contains("line 3", "evidence log").doesNotContain("lab-", BANK);
    }

    @Test
    void register_record_provesLinesInAnEvidenceLog() throws IOException {
        Path log = folder.resolve("log");
        Path signing = folder.resolve("evidence.key");
        Path records = folder.resolve("records");
        Command.run("evidence", "init", log, "--origin", "example.com/evidence", "--key", signing);
        mark(BANK, "bank");
        Object[] record = {
            "weights",
            "register",
            "record",
            "--register",
            register,
            "--log",
            log,
            "--log-signing-key",
            signing,
            "--records",
            records
        };

        Command first = Command.run(record);
        Command again = Command.run(record);
        Command shown = Command.run("evidence", "show", log, "--log-key", folder.resolve("evidence.key.vkey"));

        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).contains("2 new lines", "example.com/evidence");
        assertThat(again.out()).contains("0 new lines");
        assertThat(shown.out()).contains("weights-recipient", "weights-copy").doesNotContain(BANK);
        try (Stream<Path> files = Files.walk(records)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
        try (Stream<Path> files = Files.walk(log)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("Canary");
            }
        }
    }

    @Test
    void outputs_holdNoKey() throws IOException {
        Command marked = mark(BANK, "bank", "--format", "json");
        String secret = Files.readString(key).replaceAll("(?s).*\"value\":\\s*\"([^\"]+)\".*", "$1");
        assertThat(secret).hasSizeGreaterThan(40);

        for (String text : List.of(
                marked.out(), marked.err(), trace(folder.resolve("bank")).out(), Files.readString(register))) {
            assertThat(text).doesNotContain(secret, secret.substring(10, 40));
        }
        try (Stream<Path> files = Files.walk(folder.resolve("bank"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                        .doesNotContain("Canary", secret);
            }
        }
    }

    @Test
    void inspect_tellsTensorsAndWhatCouldCarry() {
        Command text = Command.run("weights", "inspect", model);
        Command json = Command.run("weights", "inspect", model.resolve("model.safetensors"), "--format", "json");

        assertThat(text.status()).as(text.err()).isZero();
        assertThat(text.out())
                .contains(
                        "safetensors, 1 file, 3 tensors",
                        "69,632 BF16",
                        "65,536 weights in 2 tensors",
                        "format = pt",
                        "carries    model.layers.0.mlp.up_proj.weight BF16 [256, 128]",
                        "           model.embed_tokens.weight");
        assertThat(json.out()).contains("\"can_carry\":65536", "\"carries\":false", "\"offset\":");
    }

    @Test
    void inspect_damagedFiles_areRefusedWithPlaceAndRemedy() throws IOException {
        byte[] whole = SampleModel.safetensors(1);
        Path file = folder.resolve("bad.safetensors");
        for (int length : new int[] {0, 7, 8, 100, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            Command inspected = Command.run("weights", "inspect", file);
            assertThat(inspected.status())
                    .as("%d bytes: %s", length, inspected.err())
                    .isEqualTo(2);
            assertThat(inspected.err()).contains("bad.safetensors").doesNotContain("Exception");
        }
        assertThat(Command.run("weights", "inspect", folder.resolve("nowhere")).err())
                .contains("nowhere");
    }

    @Test
    void sample_ofTheDocs_isWhatTheGeneratorMakes() {
        assertThat(Path.of("../docs/samples/model/model.safetensors"))
                .hasBinaryContent(SampleModel.safetensors(SampleModel.SEED_OF_DOCS));
    }
}
