// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkContextTest {
    private static final int[] PROMPT = {7, 8, 9};
    private static final int[] COMPLETION = {1, 2};

    @Test
    void place_wherePromptsAreNotPartOfContexts_padsTheStart() {
        PlacedTokens synthId = SynthIdHf.defaults().context().place(PROMPT, COMPLETION);
        assertThat(synthId.tokens()).containsExactly(0, 0, 0, 0, 1, 2);
        assertThat(synthId.from()).isEqualTo(4);
        assertThat(GumbelVllm.defaults().context().place(PROMPT, COMPLETION).tokens())
                .containsExactly(-1, -1, -1, -1, 1, 2);
    }

    @Test
    void place_wherePromptsArePartOfContexts_keepsAsMuchAsIsNeeded() {
        PlacedTokens kgw = Kgw.defaults(100).context().place(PROMPT, COMPLETION);
        assertThat(kgw.tokens()).containsExactly(9, 1, 2);
        assertThat(kgw.from()).isEqualTo(1);
        PlacedTokens sglang = GumbelSglang.defaults().context().place(PROMPT, COMPLETION);
        assertThat(sglang.tokens()).containsExactly(7, 8, 9, 1, 2);
        assertThat(sglang.from()).isEqualTo(4);
    }

    @Test
    void place_withoutPromptOrTokens_leavesNothingToScore() {
        PlacedTokens placed = GumbelSglang.defaults().context().place(new int[0], COMPLETION);
        assertThat(placed.from()).isEqualTo(placed.tokens().length);
        PlacedTokens empty = SynthIdHf.defaults().context().place(new int[0], new int[0]);
        assertThat(empty.from()).isEqualTo(4).isEqualTo(empty.tokens().length);
    }

    @Test
    void repeated_ofRandomTokens_equalsAPlainQueue() {
        Random random = new Random(5);
        for (int within : new int[] {1, 2, 3, 7, 64, 1024}) {
            MarkContext context = MarkContext.padded(1, 0, within, false);
            int[] tokens = random.ints(6000, 0, 1 + 2 * within).toArray();
            Deque<Integer> last = new ArrayDeque<>();
            boolean[] repeated = context.repeated(tokens, 1);
            for (int i = 0; i < repeated.length; i++) {
                assertThat(repeated[i]).isEqualTo(last.contains(tokens[i]));
                last.addLast(tokens[i]);
                if (last.size() > within) {
                    last.removeFirst();
                }
            }
        }
    }

    @Test
    void repeated_ofAWholeText_findsWhatAReplyFindsTokenByToken() {
        Random random = new Random(7);
        for (int width : new int[] {1, 2, 4, 9}) {
            MarkContext context = MarkContext.padded(width, -1, 100, true);
            int[] tokens = random.ints(5000, 0, width < 2 ? 150 : 4).toArray();
            boolean[] whole = context.repeated(tokens, width);
            ContextHistory history = context.history();
            for (int i = 0; i < whole.length; i++) {
                assertThat(whole[i]).isEqualTo(history.repeats(Lcg.foldAll(1, tokens, i, width)));
            }
        }
    }

    @Test
    void repeats_ofAHashThatIsZero_countsAsSeenUntilTheHistoryIsFull() {
        ContextHistory history = new ContextHistory(2, true, 0);
        assertThat(history.repeats(0)).isTrue();
        history = new ContextHistory(2, true, 0);
        history.repeats(1);
        history.repeats(2);
        assertThat(history.repeats(0)).isFalse();
        assertThat(new ContextHistory(2, false, 0).repeats(0)).isFalse();
    }

    @Test
    void repeated_ofAContextThatFoldsToZero_isTrueAtItsFirstOccurrence() {
        int[] tokens = {5, 14, 2_129_251_809, 2_100_320_249, 8, 9};
        assertThat(Lcg.foldAll(1, tokens, 1, 3)).isZero();
        assertThat(SynthIdHf.defaults().withContextWidth(3).context().repeated(tokens, 3))
                .containsExactly(false, true, false);
        assertThat(GumbelVllm.defaults().withContextWidth(3).context().repeated(tokens, 3))
                .containsOnly(false);
    }

    @Test
    void repeated_whereOnlySoManyContextsAreMarked_leavesTheRestUnmarked() {
        Random random = new Random(6);
        int[] tokens = random.ints(9000, 0, 12).toArray();
        boolean[] repeated = GumbelSglang.defaults().context().repeated(tokens, 4);
        Set<String> seen = new HashSet<>();
        int marked = 0;
        for (int i = 0; i < repeated.length; i++) {
            boolean first = seen.add(Arrays.toString(Arrays.copyOfRange(tokens, i, i + 4))) && marked < 4096;
            assertThat(repeated[i]).isEqualTo(!first);
            marked += first ? 1 : 0;
        }
        assertThat(marked).isEqualTo(4096);
    }

    @Test
    void repeated_whereRepeatsAreMarked_findsNone() {
        assertThat(Kgw.defaults(10).context().repeated(new int[] {1, 1, 1, 1}, 1))
                .containsOnly(false);
    }

    @Test
    void new_withParametersOutOfRange_namesThem() {
        assertThatThrownBy(() -> MarkContext.padded(65, 0, 1, false)).hasMessageContaining("context-width");
        assertThatThrownBy(() -> MarkContext.padded(4, 0, -1, false)).hasMessageContaining("context-history");
        assertThatThrownBy(() -> new MarkContext(4, true, OptionalInt.of(0), 0, false, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
