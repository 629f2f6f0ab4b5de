// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

/**
 * The content of an exchange as a set of hashed features: words, pairs of neighbouring words, the opening, the system
 * prompt, how long the prompt is and how it was asked for.
 *
 * <p>Feature hashing (Weinberger et al., ICML 2009) into {@code 1 << }{@value #BITS} places. Pure.
 */
final class ExchangeFeatures {
    static final int BITS = 19;
    static final int SIZE = 1 << BITS;
    /** The most features one exchange has. */
    static final int MOST = 2 * (ExchangeDigest.HEAD + ExchangeDigest.TAIL) + 4;

    private ExchangeFeatures() {}

    /** Writes the features of words alone into {@code into} and returns how many there are. */
    static int words(SampledExchange digest, int[] into) {
        return words(digest, into, 0);
    }

    private static int words(SampledExchange digest, int[] into, int already) {
        int[] words = digest.words();
        int from = digest.wordsFrom();
        int head = from + digest.head();
        int end = from + digest.wordCount();
        return run(words, head, end, into, run(words, from, head, into, already));
    }

    private static int run(int[] words, int from, int end, int[] into, int already) {
        if (from == end) {
            return already;
        }
        int count = already;
        int before = words[from];
        into[count++] = slot(before);
        for (int i = from + 1; i < end; i++) {
            int word = words[i];
            into[count] = slot(before * 31L + word * 0x9E3779B97F4A7C15L);
            into[count + 1] = slot(word);
            count += 2;
            before = word;
        }
        return count;
    }

    /** Writes all features into {@code into}, of {@link #MOST} places, and returns how many there are. */
    static int all(SampledExchange digest, int[] into) {
        return all(digest, into, 0);
    }

    /** Writes all features into {@code into} from {@code from} on, and returns where they end. */
    static int all(SampledExchange digest, int[] into, int from) {
        int count = words(digest, into, from);
        if (digest.systemHash() != 0) {
            into[count++] = slot(digest.systemHash());
        }
        into[count++] = slot((0x5E77L << 32) | (digest.fingerprint() & 0xFFFFFFFFL));
        int lengthClass = 32 - Integer.numberOfLeadingZeros(digest.total());
        into[count++] = slot((0x1E46L << 32) | lengthClass);
        return count;
    }

    /** The feature of a class of elicitation. */
    static int elicitationClass(int number) {
        return slot((0xE11CL << 32) | number);
    }

    private static int slot(long feature) {
        return Hashing.slot(Hashing.mix(feature), BITS);
    }
}
