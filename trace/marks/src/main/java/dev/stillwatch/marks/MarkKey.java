// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The secret of a mark. Printing one shows its kind and nothing of its content.
 *
 * <p>Immutable and thread-safe. Whoever holds a key can forge the mark and strip it: keep keys in a keystore.
 */
public sealed interface MarkKey {

    /** The key in the text form that {@link Scheme#parseKey} reads. For a keystore, never for a message or a log. */
    String reveal();

    /**
     * One 64-bit number (KGW, Unigram and the Gumbel schemes).
     *
     * @param value two's complement where the scheme reads it as unsigned
     */
    record Word(long value) implements MarkKey {
        @Override
        public String reveal() {
            return "0x" + Long.toHexString(value);
        }

        @Override
        public String toString() {
            return "MarkKey.Word[hidden]";
        }
    }

    /** Two 64-bit numbers of one mark (SGLang's dual key). */
    record WordPair(long first, long second) implements MarkKey {
        @Override
        public String reveal() {
            return "0x" + Long.toHexString(first) + ",0x" + Long.toHexString(second);
        }

        @Override
        public String toString() {
            return "MarkKey.WordPair[hidden]";
        }
    }

    /**
     * One signed 64-bit number for each layer of SynthID-Text.
     *
     * @param layers in the order of the tournament, at least 1 and at most 64
     */
    record LayerKeys(List<Long> layers) implements MarkKey {
        public LayerKeys {
            layers = List.copyOf(layers);
            if (layers.isEmpty() || layers.size() > 64) {
                throw new IllegalArgumentException("a SynthID key has 1 to 64 layers, not " + layers.size());
            }
        }

        @Override
        public String reveal() {
            return layers.stream().map(String::valueOf).collect(Collectors.joining(","));
        }

        @Override
        public String toString() {
            return "MarkKey.LayerKeys[" + layers.size() + " hidden]";
        }
    }

    /**
     * An exported list of green tokens (Unigram), for marks whose list cannot be computed again from a number.
     *
     * @param green one bit for each token of the vocabulary
     */
    record GreenTokens(ExportedBits green) implements MarkKey {
        @Override
        public String reveal() {
            BitSet bits = green.bits();
            StringBuilder text = new StringBuilder(green.size());
            for (int i = 0; i < green.size(); i++) {
                text.append(bits.get(i) ? '1' : '0');
            }
            return text.toString();
        }

        @Override
        public String toString() {
            return "MarkKey.GreenTokens[" + green.size() + " hidden]";
        }
    }
}
