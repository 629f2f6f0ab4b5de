// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The green list of Kirchenbauer and others in its second form, as Hugging Face transformers samples it on a CPU
 * ({@code selfhash}): the list in which a token is looked up follows from the tokens before and from the token itself.
 *
 * <p>A key holds a table of 4 MB, which takes some ten milliseconds to make.
 *
 * @param vocabulary the size in the model's configuration, which is not always the tokenizer's; at least 2
 * @param window tokens that count, the token itself included, 1 to 64; 4 by default ({@code context_width})
 * @param share green tokens by all tokens
 * @param bias what is added to the logit of a green token; only the 40 likeliest candidates are tried
 * @see <a href="https://arxiv.org/abs/2306.04634">Kirchenbauer et al. 2024</a>
 */
public record KgwSelfHash(int vocabulary, int window, double share, double bias) implements Scheme {
    private static final int TABLE = 1_000_003;

    public KgwSelfHash {
        Parameter.within("vocabulary", vocabulary, 2, Integer.MAX_VALUE);
        Parameter.within("window", window, 1, 64);
        Parameter.share("share", share);
        Parameter.positive("bias", bias);
    }

    /** A quarter is green, bias 2, a window of 4. */
    public static KgwSelfHash defaults(int vocabulary) {
        return new KgwSelfHash(vocabulary, 4, 0.25, 2);
    }

    @Override
    public String name() {
        return "kgw-selfhash";
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = Kgw.parameters(vocabulary, share, bias);
        parameters.put("window", String.valueOf(window));
        return parameters;
    }

    @Override
    public MarkContext context() {
        return MarkContext.afterPrompt(window - 1);
    }

    @Override
    public KeyedScores keyed(MarkKey key) {
        return new GreenScores(window - 1, new GreenList(vocabulary, share), seeds(Kgw.hashingKey(this, key)));
    }

    /** The seed of the list in which a token after its context is looked up. */
    GreenScores.Seeds seeds(long hashing) {
        int[] table = new MersenneTwister(hashing).permutation(TABLE);
        return (tokens, position) -> twisterSeed(least(hashing, table, tokens, position));
    }

    private long least(long hashing, int[] table, int[] tokens, int position) {
        long last = table[Math.floorMod(tokens[position], TABLE)] + 1L;
        long least = Long.MAX_VALUE;
        for (int i = position - window + 1; i <= position; i++) {
            long each = table[Math.floorMod(tokens[i], TABLE)] + 1L;
            least = Math.min(least, hashing * each * last);
        }
        return least;
    }

    /** Products wrap around, and the remainder that Python takes by 2^64 - 1 moves negative ones by one. */
    static long twisterSeed(long least) {
        return least < 0 ? least - 1 : least;
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        return new MarkedSampler(context(), new GreenBiasOfLikeliest(bias, keyed(key)));
    }

    @Override
    public MarkKey drawKey(RandomGenerator random) {
        return Kgw.draw(random);
    }

    @Override
    public MarkKey parseKey(String text) {
        MarkKey key = KeyText.word(text);
        Kgw.hashingKey(this, key);
        return key;
    }

    @Override
    public boolean isPublicDemo(MarkKey key) {
        return key.equals(new MarkKey.Word(Kgw.DEMO_KEY));
    }
}
