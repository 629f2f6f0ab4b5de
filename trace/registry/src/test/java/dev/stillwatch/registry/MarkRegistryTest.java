// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.marks.CoinTable;
import dev.stillwatch.marks.ExportedBits;
import dev.stillwatch.marks.GumbelSglangDual;
import dev.stillwatch.marks.GumbelVllm;
import dev.stillwatch.marks.MarkKey;
import dev.stillwatch.marks.Scheme;
import dev.stillwatch.marks.Schemes;
import dev.stillwatch.marks.SynthIdHf;
import dev.stillwatch.registry.RegisteredMark.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkRegistryTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Scheme VLLM = GumbelVllm.defaults();

    @TempDir
    private Path folder;

    private MarkRegistry registry() {
        return registry(folder, NOW);
    }

    static MarkRegistry registry(Path folder, Instant now) {
        return MarkRegistry.at(
                folder.resolve("marks.registry"),
                KeysetPlace.inFile("registry key", folder.resolve("marks.key")),
                InstantSource.fixed(now));
    }

    private static MarkUse tenant(String tenant) {
        return new MarkUse(VLLM, "", "", tenant, "");
    }

    static Stream<Scheme> schemes() {
        return Schemes.names().stream()
                .map(name -> Schemes.byName(
                        name,
                        name.startsWith("kgw") || name.equals("unigram") ? Map.of("vocabulary", "1000") : Map.of()));
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void add_everyScheme_isReadBackTheSame(Scheme scheme) {
        MarkUse use = new MarkUse(scheme, "model-7b", "ab12", "acme", "free");
        RegisteredMark made = registry().add("first", use);
        assertThat(registry().marks()).containsExactly(made);
        assertThat(made.from()).isEqualTo(NOW);
        assertThat(made.origin()).isEqualTo(Origin.DERIVED);
    }

    @Test
    void add_schemeWithAnExportedTable_keepsTheTable() {
        byte[] digits = new byte[256];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ('0' + random.nextInt(2));
        }
        Scheme scheme = new SynthIdHf(30, 4, new CoinTable.Exported(ExportedBits.parse(digits, sha256(digits))), 1024);
        RegisteredMark made = registry().add("first", MarkUse.of(scheme));
        assertThat(registry().marks()).containsExactly(made);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void add_tenantsAndCohorts_getKeysOfTheirOwn() {
        Set<MarkKey> keys = Stream.of(
                        tenant("a"),
                        tenant("b"),
                        new MarkUse(VLLM, "", "", "", "a"),
                        new MarkUse(VLLM, "a", "", "", ""),
                        MarkUse.of(GumbelVllm.defaults().withContextWidth(2)),
                        MarkUse.of(GumbelSglangDual.defaults()))
                .map(use -> registry().add("k" + registry().marks().size(), use).key())
                .collect(Collectors.toSet());
        assertThat(keys).hasSize(6);
    }

    @Test
    void add_sameUseInTwoRegistries_getsDifferentKeys(@TempDir Path other) {
        assertThat(registry().add("k", tenant("a")).key())
                .isNotEqualTo(registry(other, NOW).add("k", tenant("a")).key());
    }

    @Test
    void add_labelThatIsTaken_isRefusedAndChangesNothing() {
        RegisteredMark first = registry().add("k", tenant("a"));
        assertThatThrownBy(() -> registry().add("k", tenant("b")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("already");
        assertThat(registry().marks()).containsExactly(first);
    }

    @Test
    void add_labelThatWouldConfuse_isRefused() {
        for (String label : List.of("", "a b", "a\nb", "-k", "k#2", "x".repeat(200))) {
            assertThatThrownBy(() -> registry().add(label, tenant("a"))).isInstanceOf(StillwatchException.class);
        }
        assertThatThrownBy(() -> tenant("two\nlines")).isInstanceOf(StillwatchException.class);
    }

    @Test
    void rotate_twice_endsEachAndKeepsAll() {
        registry().add("acme", tenant("a"));
        Instant later = NOW.plusSeconds(100);
        RegisteredMark second = registry(folder, later).rotate("acme");
        RegisteredMark third = registry(folder, later.plusSeconds(5)).rotate("acme#2");
        List<RegisteredMark> marks = registry().marks();
        assertThat(marks).extracting(RegisteredMark::label).containsExactly("acme", "acme#2", "acme#3");
        assertThat(marks).extracting(RegisteredMark::key).doesNotHaveDuplicates();
        assertThat(marks.getFirst().until()).contains(later);
        assertThat(second.period()).isEqualTo(2);
        assertThat(third.until()).isEmpty();
        assertThatThrownBy(() -> registry().rotate("acme")).hasMessageContaining("ended");
        assertThatThrownBy(() -> registry().rotate("nobody")).hasMessageContaining("no mark nobody");
    }

    @Test
    void importKey_operatorsKeys_areTestedAndWarnedOf() {
        RegisteredMark demo = registry().importKey("old", tenant(""), VLLM.parseKey("42"), NOW.minusSeconds(9_000));
        assertThat(demo.publicDemoKey()).isTrue();
        assertThat(demo.from()).isEqualTo(NOW.minusSeconds(9_000));
        assertThat(registry().marks()).containsExactly(demo);
        assertThatThrownBy(
                        () -> registry().importKey("wrong", MarkUse.of(SynthIdHf.defaults()), new MarkKey.Word(5), NOW))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(registry().marks()).hasSize(1);
    }

    @Test
    void serving_severalMarks_takesTheMostParticularThatIsServed() {
        registry().add("all", MarkUse.of(VLLM));
        registry().add("acme", tenant("acme"));
        registry().add("free", new MarkUse(VLLM, "", "", "", "free"));
        registry().add("big", new MarkUse(VLLM, "big", "", "", ""));
        assertThat(label("small", "other", "")).isEqualTo("all");
        assertThat(label("small", "acme", "")).isEqualTo("acme");
        assertThat(label("small", "acme", "free")).isEqualTo("free");
        assertThat(label("big", "other", "")).isEqualTo("big");
        registry(folder, NOW.plusSeconds(60)).rotate("acme");
        assertThat(registry()
                        .serving("small", "acme", "", NOW.plusSeconds(59))
                        .orElseThrow()
                        .label())
                .isEqualTo("acme");
        assertThat(registry()
                        .serving("small", "acme", "", NOW.plusSeconds(60))
                        .orElseThrow()
                        .label())
                .isEqualTo("acme#2");
        assertThat(registry().serving("small", "acme", "", NOW.minusSeconds(1))).isEmpty();
    }

    private String label(String model, String tenant, String cohort) {
        return registry().serving(model, tenant, cohort, NOW).orElseThrow().label();
    }

    @Test
    void marks_noRegistryYet_isNone() {
        assertThat(registry().marks()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void files_anywhere_holdNoKeyInPlain() throws IOException {
        MarkKey key = new MarkKey.Word(8_123_456_789_012_345L);
        RegisteredMark imported = registry().importKey("old", tenant("secret-customer"), key, NOW);
        RegisteredMark derived = registry().add("new", tenant("a"));
        for (Path file : list()) {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            assertThat(text)
                    .doesNotContain(
                            "8123456789012345",
                            imported.key().reveal(),
                            "secret-customer",
                            derived.key().reveal());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(list())
                .extracting(Path::getFileName)
                .extracting(Path::toString)
                .containsExactlyInAnyOrder("marks.registry", "marks.registry.lock", "marks.key");
        assertThat(imported.toString() + derived)
                .doesNotContain(
                        "8123456789012345",
                        imported.key().reveal(),
                        derived.key().reveal());
    }

    private List<Path> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void marks_anyDamage_isNamed() throws IOException {
        registry().add("k", tenant("a"));
        Path file = folder.resolve("marks.registry");
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 40; i++) {
            byte[] damaged = i % 2 == 0 ? whole.clone() : Arrays.copyOf(whole, random.nextInt(whole.length));
            if (i % 2 == 0) {
                // The line break at the end says nothing.
                damaged[random.nextInt(whole.length - 1)] ^= 4;
            }
            Files.write(file, damaged);
            assertThatThrownBy(() -> registry().marks())
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("damaged")
                    .hasMessageContaining("marks.registry");
            assertThatThrownBy(() -> registry().add("other", tenant("b"))).isInstanceOf(StillwatchException.class);
            assertThat(Files.readAllBytes(file)).isEqualTo(damaged);
        }
    }

    @Test
    void marks_anotherKey_isRefused(@TempDir Path other) throws IOException {
        registry().add("k", tenant("a"));
        registry(other, NOW).add("k", tenant("a"));
        Files.copy(
                other.resolve("marks.key"),
                folder.resolve("marks.key"),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        assertThatThrownBy(() -> registry().marks()).hasMessageContaining("sealed with another key");
        Files.delete(folder.resolve("marks.key"));
        assertThatThrownBy(() -> registry().marks()).hasMessageContaining("no registry key file");
        // A fresh key must not be made beside a registry that it cannot open.
        assertThatThrownBy(() -> registry().add("l", tenant("a"))).isInstanceOf(StillwatchException.class);
        assertThat(folder.resolve("marks.key")).doesNotExist();
    }

    @Test
    void add_severalThreadsAndProcesses_loseNothing() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            AddMarks.class.getName(),
                            folder.toString(),
                            "process" + i)
                    .inheritIO()
                    .start());
        }
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            String prefix = "thread" + i;
            threads.add(Thread.ofPlatform().start(() -> AddMarks.add(folder, prefix)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(registry().marks())
                .hasSize(4 * AddMarks.EACH)
                .extracting(RegisteredMark::label)
                .doesNotHaveDuplicates();
    }

    /** Adds marks; the other process of a test. */
    static final class AddMarks {
        static final int EACH = 15;

        private AddMarks() {}

        public static void main(String[] arguments) {
            add(Path.of(arguments[0]), arguments[1]);
        }

        static void add(Path folder, String prefix) {
            for (int i = 0; i < EACH; i++) {
                registry(folder, NOW).add(prefix + "-" + i, tenant(prefix));
            }
        }
    }
}
