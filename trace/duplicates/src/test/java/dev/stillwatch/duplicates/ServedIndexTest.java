// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedIndexTest {
    private static final IndexKeys KEYS = keys(1);
    private static final Instant MONDAY = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-11-06T23:59:59Z");

    private final TestTexts texts = new TestTexts(9);
    private final List<String> answers = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private Path index = Path.of("");

    private static IndexKeys keys(int seed) {
        byte[] secret = new byte[64];
        new Random(seed).nextBytes(secret);
        return IndexKeys.of(List.of(new IndexKey(secret)));
    }

    private static ServedAnswer answer(String text) {
        return answer(text, MONDAY, "m-large");
    }

    private static ServedAnswer answer(String text, Instant time, String model) {
        return new ServedAnswer(text, List.of(), Optional.of(time), Optional.of(model));
    }

    @BeforeEach
    void build() {
        index = folder.resolve("served");
        for (int i = 0; i < 100; i++) {
            answers.add(texts.text(300));
        }
        add(writer -> answers.forEach(text -> writer.add(answer(text))));
    }

    private interface Adding {
        void to(ServedIndexWriter writer);
    }

    private void add(Adding adding) {
        try (ServedIndexWriter writer = ServedIndexWriter.open(index, KEYS, 1, 40_000)) {
            adding.to(writer);
            writer.finish();
        }
    }

    private Overlap lookup(String text) {
        try (ServedIndex open = ServedIndex.open(index, KEYS)) {
            return open.of(text);
        }
    }

    private Overlap.Passages verbatim(String text) {
        Overlap overlap = lookup(text);
        assertThat(overlap).isInstanceOf(Overlap.Verbatim.class);
        return ((Overlap.Verbatim) overlap).passages();
    }

    private static String passage(String text, int from, int words) {
        return String.join(" ", List.of(text.split(" ")).subList(from, from + words));
    }

    @Test
    void of_servedAnswer_isVerbatimThroughout() {
        Overlap.Passages passages = verbatim(answers.get(3).replace(" ", "\n") + "...");
        assertThat(passages.share()).isEqualTo(1);
        assertThat(passages.words()).isEqualTo(300);
        assertThat(passages.longest()).isEqualTo(300);
        assertThat(passages.first()).contains(LocalDate.of(2026, 11, 2));
        assertThat(passages.last()).contains(LocalDate.of(2026, 11, 2));
        assertThat(passages.models()).containsExactly("m-large");
    }

    @Test
    void of_passageWithinAnotherText_tellsItsLengthAndShare() {
        String text = texts.text(200) + " " + passage(answers.get(5), 30, 70) + " " + texts.text(200);
        Overlap.Passages passages = verbatim(text);
        assertThat(passages.longest()).isEqualTo(70);
        assertThat(passages.served()).isEqualTo(70 - 12);
        assertThat(passages.share()).isCloseTo(58 / 458.0, within(1e-9));
    }

    @Test
    void of_passageTooShortForProof_isFragments() {
        String text = texts.text(200) + " " + passage(answers.get(5), 0, 49) + " " + texts.text(200);
        assertThat(lookup(text))
                .isInstanceOfSatisfying(
                        Overlap.Fragments.class,
                        found -> assertThat(found.passages().longest()).isEqualTo(49));
    }

    @Test
    void of_shortTextThatWasServedWhole_isVerbatim() {
        assertThat(verbatim(passage(answers.get(7), 100, 25)).longest()).isEqualTo(25);
        assertThat(lookup(passage(answers.get(7), 100, 19))).isInstanceOf(Overlap.Fragments.class);
        assertThat(lookup(passage(answers.get(7), 100, 12))).isEqualTo(new Overlap.TooShort(12));
    }

    @Test
    void of_unrelatedTexts_isNone() {
        try (ServedIndex open = ServedIndex.open(index, KEYS)) {
            for (int i = 0; i < 300; i++) {
                assertThat(open.of(texts.text(400))).isEqualTo(new Overlap.None());
            }
            assertThat(open.of("")).isEqualTo(new Overlap.TooShort(0));
            assertThat(open.of("\uD800\uDC00 \uDC00")).isInstanceOf(Overlap.TooShort.class);
            assertThat(open.of("la ".repeat(100_000))).isEqualTo(new Overlap.None());
        }
    }

    @Test
    void of_runsOfTheBackground_countForNothing() {
        String licence = texts.text(150);
        add(writer -> {
            writer.add(answer(licence + " " + texts.text(100)));
            writer.addCommon("A file begins: " + licence);
        });
        assertThat(lookup(texts.text(50) + " " + licence)).isEqualTo(new Overlap.None());
        // What is copied beside it still tells.
        assertThat(verbatim(licence + " " + answers.get(9)).longest()).isEqualTo(300);
    }

    @Test
    void of_whatManyAnswersHold_countsForNothing() {
        String phrase = texts.text(60);
        add(writer -> {
            for (int i = 0; i < ServedIndex.COMMON_ANSWERS - 1; i++) {
                writer.add(answer(phrase + " " + texts.text(20)));
            }
        });
        assertThat(verbatim(phrase).longest()).isEqualTo(60);
        add(writer -> writer.add(answer(phrase)));
        assertThat(lookup(phrase)).isEqualTo(new Overlap.None());
    }

    @Test
    void add_phraseRepeatedInOneAnswer_countsOnce() {
        String phrase = texts.text(60);
        add(writer -> writer.add(answer((phrase + " ").repeat(40))));
        assertThat(verbatim(phrase).longest()).isEqualTo(60);
    }

    @Test
    void add_answerThatRepeatsItsRequest_keepsOnlyItsOwn() {
        String essay = texts.text(200);
        String advice = texts.text(80);
        add(writer -> writer.add(new ServedAnswer(
                advice + " Here it is corrected: " + essay,
                List.of("Correct my essay.", essay),
                Optional.of(MONDAY),
                Optional.empty())));
        assertThat(lookup(essay)).isEqualTo(new Overlap.None());
        assertThat(verbatim(advice).models()).isEmpty();
    }

    @Test
    void add_servedAgainByAnotherModel_tellsAllDaysAndModels() {
        add(writer -> {
            writer.add(answer(passage(answers.get(0), 0, 100), FRIDAY, "m-small"));
            writer.add(new ServedAnswer(answers.get(1), List.of(), Optional.empty(), Optional.empty()));
        });
        Overlap.Passages passages = verbatim(answers.get(0));
        assertThat(passages.first()).contains(LocalDate.of(2026, 11, 2));
        assertThat(passages.last()).contains(LocalDate.of(2026, 11, 6));
        assertThat(passages.models()).containsExactly("m-large", "several models");
        assertThat(verbatim(answers.get(1)).first()).contains(LocalDate.of(2026, 11, 2));
    }

    @Test
    void finish_anyOrderAndNumberOfParts_makesTheSameRuns() throws IOException {
        List<String> shuffled = new ArrayList<>(answers);
        Collections.shuffle(shuffled, new Random(2));
        Path other = folder.resolve("other");
        for (int part = 0; part < 4; part++) {
            try (ServedIndexWriter writer = ServedIndexWriter.open(other, KEYS, 1, 100 + 777 * part)) {
                shuffled.subList(25 * part, 25 * part + 25).forEach(text -> writer.add(answer(text)));
                writer.finish();
            }
        }
        assertThat(runs(other)).hasSameBinaryContentAs(runs(index));
        assertThat(other).isDirectoryNotContaining("glob:**.part");
    }

    private static Path runs(Path index) throws IOException {
        try (var files = Files.list(index)) {
            List<Path> runs = files.filter(file -> file.getFileName().toString().startsWith("served-"))
                    .toList();
            assertThat(runs).hasSize(1);
            return runs.getFirst();
        }
    }

    @Test
    void took_buildCutOff_goesOnWhereItStoppedWithTheSameResult() throws IOException {
        Path other = folder.resolve("other");
        try (ServedIndexWriter writer = ServedIndexWriter.open(other, KEYS, 1, 1000)) {
            for (int i = 0; i < 40; i++) {
                writer.add(answer(answers.get(i)));
                writer.took("log.jsonl", i + 1);
            }
        }
        // What a killed process leaves behind belongs to nobody.
        Files.write(other.resolve("served-999"), new byte[50]);
        Files.write(other.resolve("index.part"), new byte[5]);
        try (ServedIndexWriter writer = ServedIndexWriter.open(other, KEYS, 1, 1000)) {
            int from = (int) writer.taken("log.jsonl");
            assertThat(from).isBetween(30, 40);
            assertThat(writer.taken("other.jsonl")).isZero();
            for (int i = from; i < answers.size(); i++) {
                writer.add(answer(answers.get(i)));
                writer.took("log.jsonl", i + 1);
            }
            writer.finish();
        }
        assertThat(runs(other)).hasSameBinaryContentAs(runs(index));
        try (ServedIndex open = ServedIndex.open(other, KEYS)) {
            assertThat(open.facts().answers()).isEqualTo(100);
            assertThat(open.facts().words()).isEqualTo(30_000);
        }
    }

    @Test
    void open_secondWriter_isRefused() {
        try (ServedIndexWriter first = ServedIndexWriter.open(index, KEYS, 1)) {
            assertThat(first.taken("x")).isZero();
            assertThatThrownBy(() -> ServedIndexWriter.open(index, KEYS, 1))
                    .isInstanceOf(StillwatchException.class)
                    .hasMessageContaining("another build");
        }
    }

    @Test
    void open_otherKey_isRefusedByReaderAndWriter() {
        assertThatThrownBy(() -> ServedIndex.open(index, keys(2)))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("another key");
        assertThatThrownBy(() -> ServedIndexWriter.open(index, keys(2), 1)).isInstanceOf(StillwatchException.class);
    }

    @Test
    void open_damagedCutOffOrMissingFiles_areNamedAndRefused() throws IOException {
        for (Path file : List.of(index.resolve("index"), runs(index))) {
            byte[] whole = Files.readAllBytes(file);
            String name = file.getFileName().toString();
            for (int at = 0; at < whole.length; at += 1 + whole.length / 30) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                Files.write(file, damaged);
                assertRefused(name);
                Files.write(file, Arrays.copyOf(whole, at));
                assertRefused(name);
            }
            Files.delete(file);
            assertRefused("");
            Files.write(file, whole);
        }
        assertThat(lookup(answers.get(0))).isInstanceOf(Overlap.Verbatim.class);
    }

    private void assertRefused(String name) {
        assertThatThrownBy(() -> ServedIndex.open(index, KEYS))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining(index.toString())
                .hasMessageContaining(name);
    }

    @Test
    void files_holdNeitherWordsNorAnythingThatAnotherKeyWouldMake() throws IOException {
        Path other = folder.resolve("other");
        try (ServedIndexWriter writer = ServedIndexWriter.open(other, keys(2), 1)) {
            answers.forEach(text -> writer.add(answer(text)));
            writer.took("/home/alice/secret-log.jsonl", 100);
            writer.finish();
        }
        byte[] ours = Files.readAllBytes(runs(index));
        byte[] theirs = Files.readAllBytes(runs(other));
        int same = 0;
        for (int at = 8; at + 16 < ours.length; at += 16) {
            same += Arrays.mismatch(ours, at, at + 8, theirs, at, at + 8) < 0 ? 1 : 0;
        }
        assertThat(same).isZero();
        String all = new String(theirs, StandardCharsets.ISO_8859_1) + Files.readString(other.resolve("index"));
        assertThat(all).doesNotContain("alice", "secret", answers.get(0).split(" ")[0]);
    }

    @Test
    void of_sampledIndex_estimatesShareAndFindsLongPassages() {
        Path other = folder.resolve("other");
        try (ServedIndexWriter writer = ServedIndexWriter.open(other, KEYS, 8)) {
            answers.forEach(text -> writer.add(answer(text)));
            writer.finish();
        }
        try (ServedIndex open = ServedIndex.open(other, KEYS)) {
            assertThat(open.facts().runs()).isBetween(100 * 288 / 8 * 9L / 10, 100 * 288 / 8 * 11L / 10);
            int found = 0;
            double share = 0;
            for (String text : answers) {
                if (open.of(texts.text(144) + " " + passage(text, 0, 156)) instanceof Overlap.Verbatim(var passages)) {
                    found++;
                    share += passages.share();
                    assertThat(passages.longest()).isLessThanOrEqualTo(156);
                }
            }
            assertThat(found).isGreaterThan(95);
            assertThat(share / found).isCloseTo(0.5, within(0.05));
        }
    }

    @Test
    void facts_ofAnIndex_areItsCounts() {
        try (ServedIndex open = ServedIndex.open(index, KEYS)) {
            assertThat(open.facts())
                    .isEqualTo(new ServedIndex.Facts(100, 30_000, 100 * 288, 0, 1, List.of("m-large"), 0));
            assertThat(open.facts().falseRunRate()).isBetween(0.0, 1e-14);
        }
    }
}
