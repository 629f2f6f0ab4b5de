// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The Gumbel-max mark of early vLLM releases with the function {@code hmac-sha256-v1}.
 *
 * <p>A score costs two or three digests, some hundred times what {@link GumbelVllm} costs.
 *
 * @param contextWidth tokens before a token that count, 1 to 64; 4 by default
 * @param contextHistory a repeated context among so many is not marked; 8192 by default, 0 for none
 */
public record GumbelVllmHmac(int contextWidth, int contextHistory) implements Scheme {

    public GumbelVllmHmac {
        GumbelVllm.checkVllm(contextWidth, contextHistory);
    }

    /** A context of 4 tokens, repeats among 8192 unmarked. */
    public static GumbelVllmHmac defaults() {
        return new GumbelVllmHmac(4, 8192);
    }

    @Override
    public String name() {
        return "gumbel-vllm-hmac";
    }

    @Override
    public Map<String, String> parameters() {
        return GumbelVllm.parameters(contextWidth, contextHistory);
    }

    @Override
    public MarkContext context() {
        return GumbelVllm.context(contextWidth, contextHistory);
    }

    @Override
    public KeyedScores keyed(MarkKey key) {
        return new GumbelScores(contextWidth, draws(key));
    }

    KeyedUniform draws(MarkKey key) {
        return new HmacUniform(KeyText.word(this, key), contextWidth);
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        return new MarkedSampler(context(), new LargestDraw(draws(key)));
    }

    @Override
    public MarkKey drawKey(RandomGenerator random) {
        return new MarkKey.Word(random.nextLong());
    }

    @Override
    public MarkKey parseKey(String text) {
        return KeyText.word(text);
    }

    @Override
    public boolean isPublicDemo(MarkKey key) {
        return GumbelVllm.isDemo(key);
    }
}
