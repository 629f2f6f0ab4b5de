// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillwatch.exchange.StillwatchException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackgroundTest {
    private static int[] random(int length, int seed) {
        return new SplittableRandom(seed).ints(length, 1, 50_000).toArray();
    }

    private static Background of(int megabytes, int[]... texts) {
        Background.Builder builder = new Background.Builder(megabytes, List.of(1, 4), "tokens of a test");
        for (int[] text : texts) {
            builder.add(text);
        }
        return builder.build();
    }

    private static int[] joined(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static boolean holdsContext(Background background, int[] text, int position) {
        return background.holds(text, position - 4, position, 0);
    }

    @Test
    void holds_contextOfAnyText_isCommonAndOfNoneIsNot() {
        int[] known = random(6, 1);
        Background background = of(1, joined(known, random(5, 2)), random(9, 3));
        assertThat(holdsContext(background, joined(known, random(1, 4)), 6)).isTrue();
        assertThat(holdsContext(background, joined(random(5, 5), random(1, 4)), 5))
                .isFalse();
    }

    @Test
    void holds_oneTokenOfContext_asksForAPairThatTwoTextsHold() {
        Background background = of(1, new int[] {5, 6, 7, 5, 8, 5, 8}, new int[] {5, 6, 9});
        assertThat(background.holds(new int[] {5, 6}, 0, 1, 0)).isTrue();
        assertThat(background.holds(new int[] {5, 8}, 0, 1, 0)).isFalse();
        assertThat(background.holds(new int[] {5, 9}, 0, 1, 0)).isFalse();
    }

    @Test
    void holds_afterMerge_countsBothCorpora() {
        Background first = of(1, new int[] {5, 6, 7});
        Background second = of(1, new int[] {5, 6, 9});
        int[] pair = {5, 6};
        assertThat(first.holds(pair, 0, 1, 0)).isFalse();
        assertThat(first.merge(second).holds(pair, 0, 1, 0)).isTrue();
        assertThat(first.merge(second).texts()).isEqualTo(2);
        assertThat(first.merge(Background.EMPTY).holds(pair, 0, 1, 0)).isFalse();
    }

    @Test
    void add_theSameTextAgain_changesNothing() {
        Background background = of(1, new int[] {5, 6, 7}, new int[] {5, 6, 7});
        assertThat(background.texts()).isEqualTo(1);
        assertThat(background.holds(new int[] {5, 6}, 0, 1, 0)).isFalse();
    }

    @Test
    void decode_encoded_holdsTheSame() {
        int[] shared = random(6, 1);
        Background background = of(1, joined(shared, random(5, 2)), joined(shared, random(5, 3)));
        Background again = Background.decode(background.encode());
        assertThat(again.texts()).isEqualTo(2);
        assertThat(again.tokenizer()).isEqualTo("tokens of a test");
        assertThat(holdsContext(again, joined(shared, random(1, 4)), 6)).isTrue();
        assertThat(again.encode()).isEqualTo(background.encode());
    }

    @Test
    void decode_anyDamage_isRefused() {
        byte[] whole = of(1, random(50, 1)).encode();
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> Background.decode(damaged)).isInstanceOf(StillwatchException.class);
            byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length));
            assertThatThrownBy(() -> Background.decode(cut)).isInstanceOf(StillwatchException.class);
        }
        assertThatThrownBy(() -> Background.decode(new byte[0])).isInstanceOf(StillwatchException.class);
    }

    @Test
    void excess_fullList_saysSoAndNeverForgets() {
        int[] shared = random(40, 1);
        Background.Builder builder = new Background.Builder(1, List.of(4), "");
        builder.add(joined(shared, random(5, 2)));
        builder.add(joined(shared, random(5, 3)));
        assertThat(builder.build().excess()).isLessThan(1e-6);
        for (int i = 0; i < 300; i++) {
            builder.add(random(10_000, 1_000 + i));
        }
        Background full = builder.build();
        assertThat(full.excess()).isGreaterThan(0.1);
        for (int position = 4; position < 40; position++) {
            assertThat(holdsContext(full, shared, position)).isTrue();
        }
    }

    @Test
    void builder_oddSizeOrWidth_isRefused() {
        assertThatThrownBy(() -> new Background.Builder(3, List.of(4), "")).isInstanceOf(StillwatchException.class);
        assertThatThrownBy(() -> new Background.Builder(1, List.of(0), "")).isInstanceOf(StillwatchException.class);
    }
}
