// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.modelfiles.ModelCopy;
import dev.stillwatch.modelfiles.ModelFiles;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.ValueSource;

/** From marked files to a verdict, whatever is done to the weights between. */
class LeakTraceTest {
    /** 851,968 weights carry: few, so marks are as loud as a small model needs. */
    private static final MarkSettings SETTINGS = new MarkSettings(6_000, 10, 0.01, 1);

    private static final List<String> RECIPIENTS =
            IntStream.range(0, 1_000).mapToObj(i -> "recipient " + i).toList();

    @TempDir
    static Path folder;

    private static Path original;

    @BeforeAll
    static void writeOriginal() {
        original = SmallModel.random(1, 4).write(folder.resolve("original.safetensors"));
    }

    static Stream<Arguments> singleCopies() {
        return Stream.of(
                Arguments.of("nothing", (UnaryOperator<float[][]>) matrix -> matrix),
                Arguments.of("int8", (UnaryOperator<float[][]>) Attacks::int8),
                Arguments.of("int4", (UnaryOperator<float[][]>) Attacks::int4),
                Arguments.of("pruned", (UnaryOperator<float[][]>) Attacks::prune),
                Arguments.of("noise", Attacks.noise(0.05)),
                Arguments.of("rows scaled", (UnaryOperator<float[][]>) Attacks::scaleRows),
                Arguments.of("rows moved", (UnaryOperator<float[][]>) Attacks::moveRows),
                Arguments.of("columns moved", (UnaryOperator<float[][]>) Attacks::moveColumns),
                Arguments.of("transposed", (UnaryOperator<float[][]>) Attacks::transpose),
                Arguments.of("pruned, int4", (UnaryOperator<float[][]>) m -> Attacks.int4(Attacks.prune(m))),
                Arguments.of("rows moved, int4", (UnaryOperator<float[][]>) m -> Attacks.int4(Attacks.moveRows(m))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("singleCopies")
    void verdict_onSingleCopy_namesItsRecipient(String name, UnaryOperator<float[][]> attack) {
        SmallModel leaked = marked("recipient 7").with(attack);

        assertNamed(verdict(name, leaked, "F16"), "recipient 7");
    }

    private static void assertNamed(TraceVerdict verdict, String... recipients) {
        assertThat(verdict).isInstanceOf(TraceVerdict.Named.class);
        assertThat(((TraceVerdict.Named) verdict).accused())
                .extracting(Accused::recipient)
                .containsExactlyInAnyOrder(recipients);
    }

    private static SmallModel marked(String recipient) {
        Path into = folder.resolve(recipient.replace(' ', '-'));
        Path file = into.resolve("original.safetensors");
        if (!file.toFile().exists()) {
            try (ModelFiles model = ModelFiles.open(original)) {
                ModelCopy.copy(model, into, new WeightMarker(Keys.key(1), SETTINGS, recipient), (_, _) -> {}, _ -> {});
            }
        }
        return SmallModel.read(file);
    }

    private static TraceVerdict verdict(String name, SmallModel leaked, String type) {
        Path file = leaked.write(folder.resolve("leaked " + name + ".safetensors"), type);
        return verdict(file, Keys.key(1));
    }

    private static TraceVerdict verdict(Path suspect, WeightKey key) {
        try (ModelFiles before = ModelFiles.open(original);
                ModelFiles after = ModelFiles.open(suspect)) {
            LeakReading reading = LeakReading.of(before, after, key, SETTINGS, (read, of) -> {});
            return LeakTrace.CERTIFIED.verdict(reading, RECIPIENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 10})
    void verdict_onMeanOfCopies_namesMembersOnly(int members) {
        SmallModel mean = SmallModel.mean(RECIPIENTS.subList(0, members).stream()
                .map(LeakTraceTest::marked)
                .toArray(SmallModel[]::new));

        TraceVerdict verdict = verdict("mean of " + members, mean, "BF16");

        assertThat(verdict).isInstanceOf(TraceVerdict.Named.class);
        assertThat(((TraceVerdict.Named) verdict).accused())
                .extracting(Accused::recipient)
                .isNotEmpty()
                .isSubsetOf(RECIPIENTS.subList(0, members));
    }

    @Test
    void verdict_onMeanOfFiveInFourBits_namesMembersOnly() {
        SmallModel mean = SmallModel.mean(RECIPIENTS.subList(0, 5).stream()
                        .map(LeakTraceTest::marked)
                        .toArray(SmallModel[]::new))
                .with(Attacks::int4);

        TraceVerdict verdict = verdict("mean of 5, int4", mean, "BF16");

        assertThat(verdict).isInstanceOf(TraceVerdict.Named.class);
        assertThat(((TraceVerdict.Named) verdict).accused())
                .extracting(Accused::recipient)
                .isNotEmpty()
                .isSubsetOf(RECIPIENTS.subList(0, 5));
    }

    @Test
    void verdict_onRenamedAndMergedMatrices_namesTheRecipient() {
        SmallModel leaked = new SmallModel();
        Map<String, float[][]> from = marked("recipient 7").matrices;
        for (int layer = 0; layer < 4; layer++) {
            String prefix = "model.layers." + layer + ".";
            leaked.matrices.put(
                    "blk." + layer + ".attn_qkv.weight",
                    joined(
                            from,
                            prefix + "self_attn.q_proj",
                            prefix + "self_attn.k_proj",
                            prefix + "self_attn.v_proj"));
            leaked.matrices.put("blk." + layer + ".attn_output.weight", from.get(prefix + "self_attn.o_proj.weight"));
            leaked.matrices.put("fused" + layer, joined(from, prefix + "mlp.gate_proj", prefix + "mlp.up_proj"));
            leaked.matrices.put("other" + layer, from.get(prefix + "mlp.down_proj.weight"));
        }

        TraceVerdict verdict = verdict("merged", leaked, "F16");

        assertNamed(verdict, "recipient 7");
        assertThat(verdict.evidence().comparison().missing()).isEmpty();
        assertThat(verdict.evidence().comparison().found())
                .containsEntry("under another name", 4)
                .containsEntry("in pieces", 24);
    }

    private static float[][] joined(Map<String, float[][]> from, String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(from.get(name + ".weight")))
                .toArray(float[][]::new);
    }

    @Test
    void verdict_onPartOfTheModel_namesTheRecipient_andTellsWhatIsMissing() {
        SmallModel leaked = marked("recipient 7");
        leaked.matrices.keySet().removeIf(name -> name.contains("mlp"));

        TraceVerdict verdict = verdict("part", leaked, "BF16");

        assertNamed(verdict, "recipient 7");
        assertThat(verdict.evidence().comparison().missing())
                .hasSize(12)
                .allSatisfy(name -> assertThat(name).contains("mlp"));
    }

    @Test
    void verdict_onOriginal_isNobody() {
        assertThat(verdict(original, Keys.key(1))).isInstanceOf(TraceVerdict.Nobody.class);
    }

    @Test
    void verdict_onOriginalInFourBits_isNobody() {
        SmallModel leaked = SmallModel.read(original).with(Attacks::int4);

        assertThat(verdict("original, int4", leaked, "BF16")).isInstanceOf(TraceVerdict.Nobody.class);
    }

    @Test
    void verdict_onAnotherModel_cannotTell() {
        SmallModel other = SmallModel.random(2, 4);

        assertThat(verdict("other", other, "BF16"))
                .isInstanceOfSatisfying(
                        TraceVerdict.CannotTell.class,
                        cannotTell -> assertThat(cannotTell.reason()).contains("another model"));
    }

    @Test
    void verdict_onTooMuchNoise_cannotTell() {
        SmallModel leaked = marked("recipient 7").with(Attacks.noise(2.5));

        assertThat(verdict("noisy", leaked, "BF16"))
                .isInstanceOfSatisfying(
                        TraceVerdict.CannotTell.class,
                        cannotTell -> assertThat(cannotTell.reason()).contains("changed too much"));
    }

    @Test
    void verdict_onCopyOfUnlistedRecipient_cannotTellWhose() {
        SmallModel leaked = marked("somebody else");

        assertThat(verdict("unlisted", leaked, "BF16"))
                .isInstanceOfSatisfying(
                        TraceVerdict.CannotTell.class,
                        cannotTell -> assertThat(cannotTell.reason()).contains("marks of this key"));
    }

    @Test
    void verdict_underAnotherKey_accusesNobody() {
        Path leaked = marked("recipient 7").write(folder.resolve("another key.safetensors"));

        assertThat(verdict(leaked, Keys.key(2))).isInstanceOf(TraceVerdict.Nobody.class);
    }

    @Test
    void verdict_twice_isTheSame() {
        Path leaked = marked("recipient 7").with(Attacks::int4).write(folder.resolve("twice.safetensors"));

        assertThat(verdict(leaked, Keys.key(1))).isEqualTo(verdict(leaked, Keys.key(1)));
    }
}
