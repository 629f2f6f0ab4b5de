// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.weights.MarkSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyRegisterTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");
    private static final MarkSettings SETTINGS = new MarkSettings(1024, 10, 0.0035, 1);
    private static final String ORIGINAL = "a".repeat(64);
    private static final long WEIGHTS = 5_000_000_000L;

    @TempDir
    private Path folder;

    private Path file = Path.of("");
    private CopyRegister register = CopyRegister.at(file, () -> NOW);

    @BeforeEach
    void makeRegister() {
        file = folder.resolve("state/weights.register");
        register = CopyRegister.at(file, () -> NOW);
    }

    private String add(String name) {
        return register.add(new Recipient(name), ORIGINAL, WEIGHTS, -7, SETTINGS);
    }

    @Test
    void copies_afterAdding_areThereAsTheyWere() {
        String first = add("Åse & Søn \"AS\"");
        String second = add("b");
        register.finished(first, List.of("c".repeat(64)));

        assertThat(CopyRegister.at(file, () -> NOW).copies())
                .containsExactly(
                        new RegisteredCopy(
                                first,
                                new Recipient("Åse & Søn \"AS\""),
                                ORIGINAL,
                                WEIGHTS,
                                -7,
                                SETTINGS,
                                NOW,
                                List.of("c".repeat(64))),
                        new RegisteredCopy(
                                second, new Recipient("b"), ORIGINAL, WEIGHTS, -7, SETTINGS, NOW, List.of()));
    }

    @Test
    void copies_withoutARegister_areRefusedAndNoneIsMade() {
        assertThatThrownBy(register::copies).hasMessageContaining("there is no register");
        assertThat(file).doesNotExist();
    }

    @Test
    void file_isForItsOwnerOnly() throws IOException {
        add("a");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void copies_afterAnyChange_areRefusedWithTheLineAndNoName() throws IOException {
        add("canary-recipient");
        add("second");
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] altered = whole.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            if (i == whole.length - 1) {
                // Without its line break the last line counts as never written.
                assertThat(register.copies()).hasSize(1);
            } else {
                assertThatThrownBy(register::copies)
                        .as("byte %d", i)
                        .isInstanceOf(StillwatchException.class)
                        .hasMessageContaining("weights.register")
                        .hasMessageNotContaining("canary");
            }
        }
    }

    @Test
    void copies_withALineRemoved_areRefused() throws IOException {
        add("a");
        add("b");
        add("c");
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(1);
        Files.write(file, lines);

        assertThatThrownBy(register::copies).hasMessageContaining("line 2");
        assertThatThrownBy(() -> add("d")).hasMessageContaining("line 2");
    }

    @Test
    void add_afterATornLine_goesOnFromTheLastWholeOne() throws IOException {
        add("a");
        byte[] one = Files.readAllBytes(file);
        add("b");
        byte[] two = Files.readAllBytes(file);
        for (int length = one.length; length < two.length; length += 11) {
            Files.write(file, Arrays.copyOf(two, length));
            add("c");
            assertThat(register.copies())
                    .extracting(copy -> copy.recipient().name())
                    .containsExactly("a", "c");
        }
    }

    @Test
    void add_fromManyThreads_losesNothing() throws Exception {
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "r" + i;
            tasks.add(() -> add(name));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<String> each : threads.invokeAll(tasks)) {
                assertThat(each.get()).hasSize(64);
            }
        }
        assertThat(register.copies()).hasSize(40);
    }

    @Test
    void record_takesEachLineOnce() {
        String copy = add("a");
        register.finished(copy, List.of());
        List<String> recorded = new ArrayList<>();
        CopyRegister.Evidence evidence = (type, json) -> {
            recorded.add(type + " " + new String(json, StandardCharsets.UTF_8));
            return recorded.size() - 1L;
        };

        assertThat(register.record("log", evidence)).isEqualTo(2);
        assertThat(register.record("log", evidence)).isZero();
        add("b");
        assertThat(register.record("log", evidence)).isOne();
        assertThat(register.record("another", evidence)).isEqualTo(3);

        assertThat(recorded).hasSize(6);
        assertThat(recorded.getFirst())
                .isEqualTo("weights-recipient {\"at\":\"2026-11-23T00:00:00Z\",\"key\":-7,\"kind\":\"recipient\","
                        + "\"original\":\"" + ORIGINAL + "\",\"recipient\":\"a\",\"settings\":"
                        + SETTINGS.json() + ",\"weights\":" + WEIGHTS + "}");
        assertThat(recorded.get(1)).startsWith("weights-copy {").contains(copy);
        assertThat(register.copies()).hasSize(2);
    }

    @Test
    void record_thatFailsHalfway_goesOnLater() {
        add("a");
        add("b");
        List<String> recorded = new ArrayList<>();

        assertThatThrownBy(() -> register.record("log", (type, json) -> {
                    if (!recorded.isEmpty()) {
                        throw new StillwatchException("the disk is full");
                    }
                    recorded.add(type);
                    return 0;
                }))
                .hasMessageContaining("full");
        assertThat(register.record("log", (type, json) -> 1)).isOne();
    }

    @Test
    void finished_ofAnUnknownCopy_isRefused() {
        add("a");

        assertThatThrownBy(() -> register.finished("b".repeat(64), List.of())).hasMessageContaining("no copy");
    }

    @Test
    void recipient_thatCannotBeShown_isRefusedUnquoted() {
        for (String name : List.of("", " ", " a", "a\n", "a\u202Eb", "x".repeat(201), "\uD800")) {
            assertThatThrownBy(() -> new Recipient(name))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("1 to 200 characters");
        }
    }
}
