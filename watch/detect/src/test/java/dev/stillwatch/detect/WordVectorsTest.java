// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WordVectorsTest {
    private static final int D = WordVectors.DIMENSIONS;

    @Test
    void parse_writtenFile_givesTheSameVectors() {
        byte[] file = some(500).toBytes();
        assertThat(WordVectors.parse(file).toBytes()).isEqualTo(file);
    }

    @Test
    void parse_fileCutOffAnywhere_isRefused() {
        byte[] file = some(3).toBytes();
        for (int length = 0; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatIllegalArgumentException().isThrownBy(() -> WordVectors.parse(cut));
        }
    }

    @Test
    void parse_anyByteChanged_isRefused() {
        byte[] file = some(3).toBytes();
        for (int i = 0; i < file.length; i++) {
            byte[] changed = file.clone();
            changed[i] ^= 0x10;
            assertThatIllegalArgumentException().isThrownBy(() -> WordVectors.parse(changed));
        }
    }

    @Test
    void parse_bytesAfterTheEnd_areRefused() {
        byte[] file = some(3).toBytes();
        assertThatIllegalArgumentException().isThrownBy(() -> WordVectors.parse(Arrays.copyOf(file, file.length + 1)));
    }

    @Test
    void vectors_unsortedOrUnevenOrNotFinite_areRefused() {
        byte[] steps = new byte[2 * D];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordVectors("", 0, new int[] {2, 1}, new float[2], steps));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordVectors("", 0, new int[] {1, 1}, new float[2], steps));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordVectors("", 0, new int[] {1, 2}, new float[1], steps));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordVectors("", 0, new int[] {1, 2}, new float[] {1, Float.NaN}, steps));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WordVectors("", -1, new int[] {1, 2}, new float[2], steps));
    }

    @Test
    void add_everyListedWord_isItsScaledSteps() {
        int[] words = {Integer.MIN_VALUE, -1, 0, 1, 77, Integer.MAX_VALUE};
        byte[] steps = new byte[words.length * D];
        new Random(3).nextBytes(steps);
        float[] scales = {1, 2, 0.5f, 4, 0.25f, 8};
        WordVectors.Table table = new WordVectors("", 0, words, scales, steps).table();
        for (int w = 0; w < words.length; w++) {
            float[] sum = new float[D];
            table.add(words[w], sum);
            for (int i = 0; i < D; i++) {
                assertThat(sum[i]).isEqualTo(scales[w] * steps[w * D + i]);
            }
        }
    }

    @Test
    void add_unlistedWord_hasTheLengthOfUnlistedWords() {
        WordVectors.Table table = new WordVectors("", 0.5f, new int[] {5}, new float[] {1}, new byte[D]).table();
        float[] one = new float[D];
        float[] other = new float[D];
        table.add(6, one);
        table.add(7, other);
        double squares = 0;
        for (float x : one) {
            squares += x * x;
        }
        assertThat(squares).isBetween(0.2499, 0.2501);
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void table_noWords_looksUpNothing() {
        float[] sum = new float[D];
        new WordVectors("", 0, new int[0], new float[0], new byte[0]).table().add(9, sum);
        assertThat(sum).containsOnly(0);
    }

    private static WordVectors some(int count) {
        Random random = new Random(count);
        TreeSet<Integer> words = new TreeSet<>();
        while (words.size() < count) {
            words.add(random.nextInt());
        }
        float[] scales = new float[count];
        for (int i = 0; i < count; i++) {
            scales[i] = random.nextFloat();
        }
        byte[] steps = new byte[count * D];
        random.nextBytes(steps);
        return new WordVectors(
                "made of nothing",
                0.1f,
                words.stream().mapToInt(Integer::intValue).toArray(),
                scales,
                steps);
    }
}
