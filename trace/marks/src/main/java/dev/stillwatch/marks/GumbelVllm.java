// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The Gumbel-max mark of vLLM with the function {@code philox4x32-10-v1}.
 *
 * <p>It leaves the distribution of each token as it is, on average over keys; greedy decoding carries no mark.
 *
 * @param contextWidth tokens before a token that count, 1 to 64; 4 by default
 * @param contextHistory a repeated context among so many is not marked; 8192 by default, 0 if the server has
 *     {@code deduplicate_contexts} off
 * @param early the mapping of the earliest revision, which bears the same version string: if unsure, try both and
 *     count two tests
 * @see <a href="https://www.scottaaronson.com/talks/watermark.ppt">Aaronson 2022</a>
 */
public record GumbelVllm(int contextWidth, int contextHistory, boolean early) implements Scheme {

    public GumbelVllm {
        checkVllm(contextWidth, contextHistory);
    }

    static void checkVllm(int contextWidth, int contextHistory) {
        Parameter.within("context-width", contextWidth, 1, 64);
        Parameter.within("context-history", contextHistory, 0, MarkContext.MAX_HISTORY);
    }

    static Map<String, String> parameters(int contextWidth, int contextHistory) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("context-width", String.valueOf(contextWidth));
        parameters.put("context-history", String.valueOf(contextHistory));
        return parameters;
    }

    /** Generated tokens only; before the first stands -1. */
    static MarkContext context(int contextWidth, int contextHistory) {
        return MarkContext.padded(contextWidth, -1, contextHistory, false);
    }

    /** What vLLM does now. */
    public static GumbelVllm defaults() {
        return new GumbelVllm(4, 8192, false);
    }

    /** The same with a context of so many tokens. */
    public GumbelVllm withContextWidth(int width) {
        return new GumbelVllm(width, contextHistory, early);
    }

    @Override
    public String name() {
        return early ? "gumbel-vllm-early" : "gumbel-vllm";
    }

    @Override
    public Map<String, String> parameters() {
        return parameters(contextWidth, contextHistory);
    }

    @Override
    public MarkContext context() {
        return context(contextWidth, contextHistory);
    }

    @Override
    public KeyedScores keyed(MarkKey key) {
        return new GumbelScores(contextWidth, draws(key));
    }

    KeyedUniform draws(MarkKey key) {
        return new PhiloxUniform(KeyText.word(this, key), contextWidth, early);
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
        return isDemo(key);
    }

    static boolean isDemo(MarkKey key) {
        return key.equals(new MarkKey.Word(42));
    }
}
