// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * vLLM's {@code dual_key_gumbel}: two keys, derived from one, each draw a token, and an ordinary random draw decides
 * whose is taken, so that replies to one prompt differ.
 *
 * <p>{@link #keyed} scores the mixture {@code (1 - alpha) A + alpha B}. Under speculative decoding the true share of the
 * second key is unknown: test {@link #keyedFirst} and {@link #keyedSecond} too, and count the tests.
 *
 * @param contextWidth tokens before a token that count, 1 to 64; 4 by default
 * @param contextHistory a repeated context among so many is not marked; 8192 by default, 0 for none
 * @param alpha the share of the second key, 0 to 1; 0.1 in vLLM's generator, 0.2 in its detector
 */
public record GumbelVllmDual(int contextWidth, int contextHistory, double alpha) implements Scheme {

    public GumbelVllmDual {
        GumbelVllm.checkVllm(contextWidth, contextHistory);
        Parameter.fraction("alpha", alpha);
    }

    /** What vLLM's generator does. */
    public static GumbelVllmDual defaults() {
        return new GumbelVllmDual(4, 8192, 0.1);
    }

    /** The same with a context of so many tokens. */
    public GumbelVllmDual withContextWidth(int width) {
        return new GumbelVllmDual(width, contextHistory, alpha);
    }

    @Override
    public String name() {
        return "gumbel-vllm-dual";
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>(GumbelVllm.parameters(contextWidth, contextHistory));
        parameters.put("alpha", String.valueOf(alpha));
        return parameters;
    }

    @Override
    public MarkContext context() {
        return GumbelVllm.context(contextWidth, contextHistory);
    }

    @Override
    public KeyedScores keyed(MarkKey key) {
        return new MixedScores(keyedFirst(key), keyedSecond(key), new ScoreLaw.MixedExponential(alpha));
    }

    /** The scores of the first key alone. */
    public KeyedScores keyedFirst(MarkKey key) {
        return new GumbelScores(contextWidth, draws(key, "key_a"));
    }

    /** The scores of the second key alone. */
    public KeyedScores keyedSecond(MarkKey key) {
        return new GumbelScores(contextWidth, draws(key, "key_b"));
    }

    KeyedUniform draws(MarkKey key, String domain) {
        return new PhiloxUniform(derived(KeyText.word(this, key), domain), contextWidth, false);
    }

    /** The key of one domain, {@code key_a} or {@code key_b}. */
    static long derived(long key, String domain) {
        MessageDigest digest = ExportedBits.sha256();
        digest.update(domain.getBytes(StandardCharsets.US_ASCII));
        digest.update(ByteBuffer.allocate(8).putLong(key).array());
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        TokenChoice first = new LargestDraw(draws(key, "key_a"));
        TokenChoice second = new LargestDraw(draws(key, "key_b"));
        return new MarkedSampler(
                context(),
                (candidates, tokens, position, random) ->
                        (random.nextDouble() < alpha ? second : first).choose(candidates, tokens, position, random));
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

    private record MixedScores(KeyedScores first, KeyedScores second, ScoreLaw.MixedExponential law)
            implements KeyedScores {
        @Override
        public int contextWidth() {
            return first.contextWidth();
        }

        @Override
        public double score(int[] tokens, int position) {
            return (1 - law.share()) * first.score(tokens, position) + law.share() * second.score(tokens, position);
        }
    }
}
