// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A copy is named after its rows and columns were moved and its columns multiplied, and a stranger's model is not taken for it. */
class LeakRealignedTest {
    private static final MarkSettings SETTINGS = new MarkSettings(6_000, 10, 0.01, 1);

    private static final List<String> RECIPIENTS =
            IntStream.range(0, 1_000).mapToObj(i -> "recipient " + i).toList();

    @TempDir
    private static Path folder;

    private static Path original;
    private static SmallModel marked = new SmallModel();

    @BeforeAll
    static void markACopy() {
        original = SmallModel.random(1, 4).write(folder.resolve("original.safetensors"));
        try (ModelFiles model = ModelFiles.open(original)) {
            ModelCopy.copy(
                    model,
                    folder.resolve("copy"),
                    new WeightMarker(Keys.key(1), SETTINGS, "recipient 7"),
                    (_, _) -> {},
                    _ -> {});
        }
        marked = SmallModel.read(folder.resolve("copy").resolve("original.safetensors"));
    }

    private static UnaryOperator<float[][]> all(List<UnaryOperator<float[][]>> attacks) {
        return matrix -> {
            float[][] changed = matrix;
            for (UnaryOperator<float[][]> attack : attacks) {
                changed = attack.apply(changed);
            }
            return changed;
        };
    }

    private static Arguments suspect(String name, String found, List<UnaryOperator<float[][]>> attacks) {
        return Arguments.of(name, found, all(attacks));
    }

    static Stream<Arguments> suspects() {
        UnaryOperator<float[][]> rows = Attacks::moveRows;
        UnaryOperator<float[][]> columns = Attacks::moveColumns;
        UnaryOperator<float[][]> wide = Attacks.scaleColumns(0.05, 20, false);
        UnaryOperator<float[][]> narrow = Attacks.scaleColumns(0.3, 3, false);
        UnaryOperator<float[][]> flipped = Attacks.scaleColumns(0.3, 3, true);
        UnaryOperator<float[][]> int4 = Attacks::int4;
        String both = "rows and columns moved";
        String scaled = "columns scaled";
        return Stream.of(
                suspect("both moved", both, List.of(rows, columns)),
                suspect("both moved, rows scaled", both, List.of(rows, columns, Attacks::scaleRows)),
                suspect("both moved, int4", both, List.of(rows, columns, int4)),
                suspect("both moved, int8", both, List.of(rows, columns, Attacks::int8)),
                suspect("columns moved, int4", "columns moved", List.of(columns, int4)),
                suspect("scaled", scaled, List.of(wide)),
                suspect("scaled, int4", scaled, List.of(wide, int4)),
                suspect("scaled and flipped, int4", scaled, List.of(flipped, int4)),
                suspect("scaled, rows moved", scaled, List.of(wide, rows)),
                suspect("scaled, rows moved, int4", scaled, List.of(wide, rows, int4)),
                suspect("scaled, columns moved", "columns moved", List.of(wide, columns)),
                suspect("scaled, columns moved, int4", "columns moved", List.of(narrow, columns, int4)),
                suspect("scaled, both moved", both, List.of(wide, rows, columns)),
                suspect("scaled, both moved, int8", both, List.of(wide, rows, columns, Attacks::int8)),
                suspect(
                        "scaled and flipped, rows scaled, both moved",
                        both,
                        List.of(flipped, Attacks::scaleRows, rows, columns)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("suspects")
    void verdict_onRealignedCopy_namesItsRecipient(String name, String found, UnaryOperator<float[][]> attack) {
        Path suspect = marked.with(attack).write(folder.resolve(name + ".safetensors"), "BF16");

        TraceVerdict verdict = verdict(suspect);

        assertNamed(verdict);
        assertThat(verdict.evidence().comparison().missing()).isEmpty();
        assertThat(verdict.evidence().comparison().found()).containsOnly(Map.entry(found, 28));
    }

    private static void assertNamed(TraceVerdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        TraceVerdict.Named.class,
                        named -> assertThat(named.accused())
                                .extracting(Accused::recipient)
                                .containsExactly("recipient 7"));
    }

    private static TraceVerdict verdict(Path suspect) {
        try (ModelFiles before = ModelFiles.open(original);
                ModelFiles after = ModelFiles.open(suspect)) {
            LeakReading reading = LeakReading.of(before, after, Keys.key(1), SETTINGS, (read, of) -> {});
            return LeakTrace.CERTIFIED.verdict(reading, RECIPIENTS);
        }
    }

    @Test
    void deviations_onScaledCopy_areThoseOfTheCopy() {
        Path scaled = marked.with(Attacks.scaleColumns(0.05, 20, true)).write(folder.resolve("factors.safetensors"));

        double before = deviations(folder.resolve("copy"));

        assertThat(deviations(scaled)).isGreaterThan(0.98 * before);
        assertThat(before).isGreaterThan(30);
    }

    private static double deviations(Path suspect) {
        try (ModelFiles before = ModelFiles.open(original);
                ModelFiles after = ModelFiles.open(suspect)) {
            LeakReading reading = LeakReading.of(before, after, Keys.key(1), SETTINGS, (read, of) -> {});
            return LeakTrace.CERTIFIED
                    .deviations(reading, List.of("recipient 7"))
                    .getFirst()
                    .getOrDefault(Decoding.HARD, 0.0);
        }
    }

    @Test
    void verdict_onBothMovedUnderOtherNames_namesTheRecipient() {
        SmallModel renamed = new SmallModel();
        Map<String, float[][]> moved =
                new LinkedHashMap<>(marked.with(m -> Attacks.int4(Attacks.moveRows(Attacks.moveColumns(m)))).matrices);
        moved.forEach((name, matrix) -> renamed.matrices.put("w" + renamed.matrices.size(), matrix));

        TraceVerdict verdict = verdict(renamed.write(folder.resolve("renamed.safetensors")));

        assertNamed(verdict);
        assertThat(verdict.evidence().comparison().missing()).isEmpty();
    }

    @Test
    void verdict_onStrangersModelMovedAndScaled_findsNothing() {
        UnaryOperator<float[][]> attack =
                all(List.of(Attacks.scaleColumns(0.05, 20, true), Attacks::moveRows, Attacks::moveColumns));
        Path suspect = SmallModel.random(2, 4).with(attack).write(folder.resolve("stranger.safetensors"));

        TraceVerdict verdict = verdict(suspect);

        assertThat(verdict).isInstanceOf(TraceVerdict.CannotTell.class);
        assertThat(verdict.evidence().comparison().found()).isEmpty();
        assertThat(verdict.evidence().comparison().weightsRead()).isZero();
    }

    @Test
    void verdict_onUnmarkedOriginalMovedAndScaled_isNobody() {
        UnaryOperator<float[][]> attack =
                all(List.of(Attacks.scaleColumns(0.3, 3, true), Attacks::moveRows, Attacks::moveColumns));
        Path suspect = SmallModel.read(original).with(attack).write(folder.resolve("unmarked.safetensors"), "F16");

        assertThat(verdict(suspect)).isInstanceOf(TraceVerdict.Nobody.class);
    }
}
