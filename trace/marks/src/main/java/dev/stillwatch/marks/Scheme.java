// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What is public about a mark: the algorithm and its parameters, without the key.
 *
 * <p>Parameters are checked when a scheme is made; a fault is an {@link IllegalArgumentException} that names the
 * parameter as {@link Schemes} spells it. Schemes are immutable and thread-safe.
 */
public sealed interface Scheme
        permits SynthIdHf,
                SynthIdDeepMind,
                Kgw,
                KgwSelfHash,
                Unigram,
                GumbelVllm,
                GumbelVllmHmac,
                GumbelVllmDual,
                GumbelSglang,
                GumbelSglangDual {

    /** The name by which {@link Schemes#byName} finds it; never changes once published. */
    String name();

    /** The parameters by the names that {@link Schemes#byName} reads, those with defaults included. */
    Map<String, String> parameters();

    /** Which tokens before a token count, and when a token is left unmarked because its context came before. */
    MarkContext context();

    /**
     * The scores under a key.
     *
     * @throws IllegalArgumentException if the key is not of this scheme's kind; the message tells nothing of the key
     */
    KeyedScores keyed(MarkKey key);

    /**
     * A sampler that leaves this mark.
     *
     * @throws IllegalArgumentException if the key is not of this scheme's kind; the message tells nothing of the key
     */
    MarkedSampler sampler(MarkKey key);

    /**
     * A key drawn as every key of this scheme should be: one to mark with, or a decoy to compare it with.
     *
     * @param random a {@link java.security.SecureRandom} for keys to mark with; any generator for decoys
     */
    MarkKey drawKey(RandomGenerator random);

    /**
     * The key that a text spells; the form of {@link MarkKey#reveal}.
     *
     * @throws IllegalArgumentException if it is not of this scheme's kind; the message tells nothing of the key
     */
    MarkKey parseKey(String text);

    /** Whether the key stands in public documentation, so that everybody can forge and strip its marks. */
    boolean isPublicDemo(MarkKey key);
}
