// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownSetTest {
    private final TestTexts texts = new TestTexts(5);
    private final List<String> rows = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void build() {
        file = folder.resolve("made-up.sketch");
        for (int i = 0; i < 500; i++) {
            rows.add(texts.text(12 + i % 100));
        }
        write(rows, file);
    }

    private static void write(List<String> rows, Path file) {
        KnownSetWriter writer = new KnownSetWriter("made-up");
        rows.forEach(writer::add);
        writer.write(file);
    }

    @Test
    void of_rowsHoweverSpaced_areExact() {
        try (KnownSet set = KnownSet.open(file)) {
            assertThat(set.name()).isEqualTo("made-up");
            assertThat(set.size()).isEqualTo(500);
            assertThat(rows)
                    .allMatch(row -> set.of(" " + row.replace(" ", ",\n") + "!").equals(new Overlap.Exact()));
        }
    }

    @Test
    void of_editedRows_areNearWithTheirSimilarity() {
        try (KnownSet set = KnownSet.open(file)) {
            int near = 0;
            for (String row : rows.subList(50, 100)) {
                String edited = row + " " + texts.word();
                if (set.of(edited) instanceof Overlap.Near(double similarity)) {
                    near++;
                    assertThat(similarity).isBetween(ExactSimilarity.jaccard(row, edited, Sketcher.USUAL) - 0.2, 1.0);
                }
            }
            assertThat(near).isEqualTo(50);
        }
    }

    @Test
    void of_unrelatedAndShortTexts_areNoneAndTooShort() {
        try (KnownSet set = KnownSet.open(file)) {
            for (int i = 0; i < 500; i++) {
                assertThat(set.of(texts.text(60))).isEqualTo(new Overlap.None());
            }
            assertThat(set.of("too few words")).isEqualTo(new Overlap.TooShort(3));
            assertThat(set.of("")).isEqualTo(new Overlap.TooShort(0));
        }
    }

    @Test
    void write_otherOrderAndCopies_makesTheSameFile() throws IOException {
        List<String> others = new ArrayList<>(rows);
        others.addAll(rows.subList(0, 100));
        Collections.shuffle(others, new Random(1));
        Path other = folder.resolve("other.sketch");
        write(others, other);
        assertThat(other).hasSameBinaryContentAs(file);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void write_nothingLongEnough_isRefusedAndLeavesNoFile() {
        KnownSetWriter writer = new KnownSetWriter("short");
        writer.add("Yes.");
        assertThat(writer.tooShort()).isEqualTo(1);
        Path none = folder.resolve("none.sketch");
        assertThatThrownBy(() -> writer.write(none)).isInstanceOf(StillwatchException.class);
        assertThat(none).doesNotExist();
    }

    @Test
    void open_cutOffAnywhere_isNamedAndRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.sketch");
        for (int length = 0; length < whole.length; length += 1 + whole.length / 40) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> KnownSet.open(cut))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("cut.sketch");
        }
    }

    @Test
    void open_anyByteChanged_isNamedAndRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Path bad = folder.resolve("bad.sketch");
        for (int at = 0; at < whole.length; at += 1 + whole.length / 60) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(bad, damaged);
            assertThatThrownBy(() -> KnownSet.open(bad))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("bad.sketch");
        }
    }

    @Test
    void open_noFileOrFolder_isNamedAndRefused() {
        assertThatThrownBy(() -> KnownSet.open(folder.resolve("absent.sketch")))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("absent.sketch");
        assertThatThrownBy(() -> KnownSet.open(folder)).isInstanceOf(StillwatchException.class);
    }

    @Test
    void identifying_shortAnswer_takesTheQuestionToo() {
        assertThat(KnownSet.identifying("Is it?", "Yes.")).asString().isEqualTo("Is it?\nYes.");
        String answer = texts.text(20);
        assertThat(KnownSet.identifying("Is it?", answer)).isEqualTo(answer);
    }
}
