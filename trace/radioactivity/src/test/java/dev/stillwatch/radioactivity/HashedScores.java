// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.radioactivity;

import dev.stillwatch.marks.KeyedScores;
import dev.stillwatch.marks.ScoreLaw;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Scores from a hash of key, window and token: a mark made for tests, with no scheme behind it. */
record HashedScores(long key, int contextWidth, ScoreLaw law) implements KeyedScores {

    static List<KeyedScores> decoys(int count, int width, ScoreLaw law) {
        return LongStream.range(0, count)
                .<KeyedScores>mapToObj(key -> new HashedScores(1_000_000 + key, width, law))
                .toList();
    }

    /** Uniform between 0 and 1, for the window before {@code position} and any token there. */
    double uniform(int[] tokens, int position, int token) {
        long hash = key * 0x9E3779B97F4A7C15L;
        for (int i = position - contextWidth; i < position; i++) {
            hash = mixed(hash ^ tokens[i]);
        }
        return new SplittableRandom(mixed(hash ^ (token + 7919L))).nextDouble();
    }

    private static long mixed(long x) {
        long mixed = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    @Override
    public double score(int[] tokens, int position) {
        double uniform = uniform(tokens, position, tokens[position]);
        return switch (law) {
            case ScoreLaw.Green(double share) -> uniform > 1 - share ? 1 : 0;
            case ScoreLaw.Exponential() -> -Math.log1p(-uniform);
            case ScoreLaw.MixedExponential _, ScoreLaw.Bits _, ScoreLaw.WeightedBits _ ->
                throw new IllegalArgumentException("not needed by any test");
        };
    }
}
