// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The Gumbel-max mark of SGLang with two keys, one of which a keyed coin takes for each context.
 *
 * <p>The coin is known to whoever has both keys, so that every token is scored under the key that drew it.
 *
 * @param contextWidth tokens before a token that count, 1 to 64; 4 by default
 * @param mixing the share of contexts that the first key marks, 0 to 1; 0.5 by default
 */
public record GumbelSglangDual(int contextWidth, double mixing) implements Scheme {

    public GumbelSglangDual {
        Parameter.within("context-width", contextWidth, 1, 64);
        Parameter.fraction("mixing", mixing);
    }

    /** A context of 4 tokens, each key on half of them. */
    public static GumbelSglangDual defaults() {
        return new GumbelSglangDual(4, 0.5);
    }

    @Override
    public String name() {
        return "gumbel-sglang-dual";
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("context-width", String.valueOf(contextWidth));
        parameters.put("mixing", String.valueOf(mixing));
        return parameters;
    }

    @Override
    public MarkContext context() {
        return GumbelSglang.context(contextWidth);
    }

    @Override
    public KeyedScores keyed(MarkKey key) {
        return new GumbelScores(contextWidth, draws(key));
    }

    KeyedUniform draws(MarkKey key) {
        if (key instanceof MarkKey.WordPair(long first, long second)) {
            return new CoinUniform(
                    new MurmurUniform(first, contextWidth), new MurmurUniform(second, contextWidth), mixing);
        }
        throw KeyText.wrongKind(this, "two 64-bit numbers");
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        return new MarkedSampler(context(), new LargestDraw(draws(key)));
    }

    @Override
    public MarkKey drawKey(RandomGenerator random) {
        return new MarkKey.WordPair(random.nextLong(), random.nextLong());
    }

    /** Two numbers as {@link GumbelSglang} reads one, with a comma between them. */
    @Override
    public MarkKey parseKey(String text) {
        int comma = text.indexOf(',');
        if (comma < 0) {
            throw KeyText.wrongKind(this, "two 64-bit numbers with a comma between them");
        }
        return new MarkKey.WordPair(KeyText.hex(text.substring(0, comma)), KeyText.hex(text.substring(comma + 1)));
    }

    @Override
    public boolean isPublicDemo(MarkKey key) {
        return key instanceof MarkKey.WordPair(long first, long second)
                && (first == GumbelSglang.DEMO_KEY || second == GumbelSglang.DEMO_KEY);
    }

    /** Takes the first key where the coin of the context falls below its share. */
    record CoinUniform(MurmurUniform first, MurmurUniform second, double mixing) implements KeyedUniform {
        @Override
        public AfterContext after(int[] tokens, int position) {
            int context = MurmurWords.hash(tokens, position - first.width(), first.width());
            return (takesFirst(context) ? first : second).after(tokens, position);
        }

        boolean takesFirst(int context) {
            return Integer.toUnsignedLong(coin(context)) < (long) Math.floor(mixing * 0x1p32);
        }

        int coin(int context) {
            int state = MurmurWords.add(MurmurWords.add(0, (int) first.key()), (int) (first.key() >>> 32));
            state = MurmurWords.add(MurmurWords.add(state, (int) second.key()), (int) (second.key() >>> 32));
            return MurmurWords.finish(MurmurWords.add(state, context), 5);
        }
    }
}
