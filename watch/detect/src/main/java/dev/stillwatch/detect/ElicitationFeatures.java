// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * The features of a prompt that {@link ElicitationModel} weighs: its words and its pairs of neighbouring words, each a
 * 32-bit hash.
 *
 * <p>Scoring and training share this class, so that they cannot drift apart. Pure.
 */
public final class ElicitationFeatures {
    private static final int PAIR = 0x9E3779B1;

    private ElicitationFeatures() {}

    /** The feature of a word alone. */
    public static int word(int token) {
        return token;
    }

    /** The feature of two words next to each other, in this order. */
    public static int pair(int first, int second) {
        return mix(first * PAIR + Integer.rotateLeft(second, 15));
    }

    private static int mix(int hash) {
        int h = hash;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        h ^= h >>> 13;
        return h;
    }
}
