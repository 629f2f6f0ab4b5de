// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The Gumbel-max mark of SGLang.
 *
 * <p>The context reaches back into the prompt: without the prompt the first {@code contextWidth} tokens of a reply cannot
 * be scored. A reply's first 4,096 different contexts are marked and no more.
 *
 * @param contextWidth tokens before a token that count, 1 to 64; 4 by default
 */
public record GumbelSglang(int contextWidth) implements Scheme {
    private static final int MARKED_AT_MOST = 4096;
    static final long DEMO_KEY = 0x0123456789abcdefL;

    public GumbelSglang {
        Parameter.within("context-width", contextWidth, 1, 64);
    }

    /** A context of 4 tokens. */
    public static GumbelSglang defaults() {
        return new GumbelSglang(4);
    }

    @Override
    public String name() {
        return "gumbel-sglang";
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("context-width", String.valueOf(contextWidth));
        return parameters;
    }

    @Override
    public MarkContext context() {
        return context(contextWidth);
    }

    static MarkContext context(int contextWidth) {
        return new MarkContext(contextWidth, true, OptionalInt.empty(), MARKED_AT_MOST, false, MARKED_AT_MOST);
    }

    @Override
    public KeyedScores keyed(MarkKey key) {
        return new GumbelScores(contextWidth, draws(key));
    }

    KeyedUniform draws(MarkKey key) {
        return new MurmurUniform(KeyText.word(this, key), contextWidth);
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        return new MarkedSampler(context(), new LargestDraw(draws(key)));
    }

    @Override
    public MarkKey drawKey(RandomGenerator random) {
        return new MarkKey.Word(random.nextLong());
    }

    /** One to sixteen hexadecimal digits, as SGLang takes them, with or without {@code 0x}. */
    @Override
    public MarkKey parseKey(String text) {
        return new MarkKey.Word(KeyText.hex(text));
    }

    @Override
    public boolean isPublicDemo(MarkKey key) {
        return key.equals(new MarkKey.Word(DEMO_KEY));
    }
}
