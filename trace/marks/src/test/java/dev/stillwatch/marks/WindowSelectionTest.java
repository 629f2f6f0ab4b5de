// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.marks.WindowSelection.Distinct;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowSelectionTest {
    private static final Scheme SYNTHID = SynthIdDeepMind.defaults();
    private static final Scheme SGLANG = GumbelSglang.defaults();
    private static final Scheme VLLM = GumbelVllm.defaults();

    private static WindowSelection selection(Scheme scheme, Distinct distinct) {
        return new WindowSelection(scheme, distinct, Background.EMPTY, OptionalInt.empty(), OptionalInt.empty());
    }

    private static int[] random(int length, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.ints(length, 1, 50_000).toArray();
    }

    @Test
    void select_freshText_takesEveryTokenThatHasAContext() {
        WindowSelection padded = selection(VLLM, Distinct.CONTEXT);
        assertThat(padded.select(Reply.of(random(100, 1))).positions()).hasSize(100);
        WindowSelection promptless = selection(SGLANG, Distinct.CONTEXT);
        assertThat(promptless.select(Reply.of(random(100, 1))).positions()).hasSize(96);
        assertThat(promptless.excluded()).isEqualTo(new Exclusions(0, 4, 0, 0, 0, 0));
        WindowSelection prompted = selection(SGLANG, Distinct.CONTEXT);
        assertThat(prompted.select(new Reply(random(9, 2), random(100, 1))).positions())
                .hasSize(100);
        assertThat(prompted.excluded()).isEqualTo(Exclusions.NONE);
    }

    @Test
    void select_textInPieces_countsEveryTokenOnce() {
        WindowSelection selection = new WindowSelection(
                SGLANG, Distinct.CONTEXT, Background.EMPTY, OptionalInt.of(40_000), OptionalInt.of(7));
        SplittableRandom random = new SplittableRandom(5);
        long tokens = 0;
        for (int i = 0; i < 200; i++) {
            int[] text = random.ints(random.nextInt(0, 60), 0, 41_000)
                    .map(id -> id % 9 == 0 ? 7 : id % 11 == 0 ? 3 : id)
                    .toArray();
            selection.select(new Reply(random(random.nextInt(0, 6), i), text));
            tokens += text.length;
        }
        assertThat(selection.tokens()).isEqualTo(tokens);
        assertThat(selection.scored() + selection.excluded().total()).isEqualTo(tokens);
    }

    @Test
    void select_sameContextOtherToken_isScoredOnceOrTwiceAsAsked() {
        // A sampler that marks repeated contexts like all others.
        Scheme scheme = new GumbelVllm(2, 0, false);
        int[] text = {1, 2, 3, 9, 1, 2, 4, 1, 2, 3};
        assertThat(selection(scheme, Distinct.CONTEXT).select(Reply.of(text)).positions())
                .containsExactly(2, 3, 4, 5, 6, 7, 9, 10);
        assertThat(selection(scheme, Distinct.CONTEXT_AND_TOKEN)
                        .select(Reply.of(text))
                        .positions())
                .containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void select_contextsThatOnlyShareTheSchemesHash_areTwo() {
        // These two contexts have the same hash in SGLang's scheme.
        WindowSelection selection = selection(new GumbelSglang(2), Distinct.CONTEXT);
        assertThat(selection
                        .select(new Reply(new int[] {55826, 167495}, new int[] {1}))
                        .positions())
                .hasSize(1);
        assertThat(selection
                        .select(new Reply(new int[] {62387, 187178}, new int[] {1}))
                        .positions())
                .hasSize(1);
        assertThat(selection
                        .select(new Reply(new int[] {55826, 167495}, new int[] {2}))
                        .positions())
                .isEmpty();
    }

    @Test
    void select_secondText_leavesOutWhatTheFirstHeld() {
        WindowSelection selection = selection(VLLM, Distinct.CONTEXT);
        int[] text = random(500, 3);
        assertThat(selection.select(Reply.of(text)).positions()).hasSize(500);
        assertThat(selection.select(Reply.of(text)).positions()).isEmpty();
        assertThat(selection.excluded().repeated()).isEqualTo(500);
        // Every text starts after the same padding.
        assertThat(selection.select(Reply.of(random(10, 4))).positions()).hasSize(9);
    }

    @Test
    void select_loop_leavesOneRoundToScore() {
        int[] loop = IntStream.range(0, 3_000).map(i -> 10 + i % 7).toArray();
        WindowSelection selection = selection(SGLANG, Distinct.CONTEXT);
        assertThat(selection.select(Reply.of(loop)).positions()).hasSize(7);
    }

    @Test
    void select_contextThatTheSamplerSkipped_isToldApartFromRepetition() {
        int[] text = {1, 2, 3, 4, 5, 9, 1, 2, 3, 4, 6};
        WindowSelection selection = selection(SYNTHID, Distinct.CONTEXT);
        selection.select(Reply.of(text));
        // The padding of the start folds to no repeated hash; the context 1 2 3 4 comes twice.
        assertThat(selection.excluded().unmarked()).isEqualTo(1);
        assertThat(selection.excluded().repeated()).isZero();
    }

    @Test
    void select_endOfText_cutsItAndWhatFollows() {
        WindowSelection selection =
                new WindowSelection(VLLM, Distinct.CONTEXT, Background.EMPTY, OptionalInt.empty(), OptionalInt.of(2));
        assertThat(selection.select(Reply.of(5, 6, 7, 2, 8, 2)).positions()).containsExactly(4, 5, 6);
        assertThat(selection.excluded().afterEnd()).isEqualTo(3);
    }

    @Test
    void select_idBeyondTheVocabulary_spoilsTheWindowsItIsIn() {
        WindowSelection selection = new WindowSelection(
                SGLANG, Distinct.CONTEXT, Background.EMPTY, OptionalInt.of(100), OptionalInt.empty());
        int[] text = {1, 2, 3, 4, 5, 6, 100, 7, 8, 9, 10, 11};
        assertThat(selection.select(Reply.of(text)).positions()).containsExactly(4, 5, 11);
        assertThat(selection.excluded().unknownIds()).isEqualTo(5);
    }

    @Test
    void select_nothing_choosesNothing() {
        WindowSelection selection = selection(SGLANG, Distinct.CONTEXT);
        assertThat(selection.select(Reply.of()).positions()).isEmpty();
        assertThat(selection.select(Reply.of(1, 2)).positions()).isEmpty();
        assertThat(selection.scored()).isZero();
        assertThat(selection.excluded().withoutContext()).isEqualTo(2);
    }

    @Test
    void select_hundredThousandTokensUnderAFoldedTable_scoresEachFoldOnce() {
        WindowSelection folded = selection(SynthIdHf.defaults(), Distinct.CONTEXT);
        folded.select(Reply.of(random(150_000, 8)));
        assertThat(folded.scored()).isLessThanOrEqualTo(65_536).isGreaterThan(55_000);
        WindowSelection whole = selection(SYNTHID, Distinct.CONTEXT);
        whole.select(Reply.of(random(150_000, 8)));
        assertThat(whole.scored()).isEqualTo(150_000);
    }

    @Test
    void select_background_leavesOutWhatTextsShare() {
        int[] template = random(50, 11);
        Background.Builder builder = new Background.Builder(1, List.of(4), "");
        for (int i = 0; i < 2; i++) {
            int[] text = IntStream.concat(IntStream.of(template), IntStream.of(random(50, 100 + i)))
                    .toArray();
            builder.add(text);
            builder.add(text);
        }
        builder.add(random(80, 77));
        Background background = builder.build();
        assertThat(background.texts()).isEqualTo(3);
        WindowSelection selection =
                new WindowSelection(VLLM, Distinct.CONTEXT, background, OptionalInt.empty(), OptionalInt.empty());
        int[] fresh = IntStream.concat(IntStream.of(template), IntStream.of(random(40, 999)))
                .toArray();
        // The padded start, the template, and the token after it stand after contexts that the background holds.
        assertThat(selection.select(Reply.of(fresh)).positions()).hasSize(39);
        assertThat(selection.excluded().inBackground()).isEqualTo(51);
        // What one text alone held is background too.
        assertThat(selection.select(Reply.of(random(80, 77))).positions()).isEmpty();
    }

    @Test
    void select_backgroundForOtherWidths_isRefused() {
        Background.Builder builder = new Background.Builder(1, List.of(2), "");
        builder.add(random(10, 1));
        Background background = builder.build();
        assertThatThrownBy(() -> new WindowSelection(
                        VLLM, Distinct.CONTEXT, background, OptionalInt.empty(), OptionalInt.empty()))
                .isInstanceOf(StillwatchException.class)
                .hasMessageContaining("--widths 4");
    }
}
