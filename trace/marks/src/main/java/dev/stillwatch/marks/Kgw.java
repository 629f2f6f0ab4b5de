// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The green list of Kirchenbauer and others as Hugging Face transformers ({@code lefthash}) and Text Generation
 * Inference sample it on a CPU: the list follows from the token before.
 *
 * <p>After token 0 the list is the same under every key, so that pairs with that context say nothing; a graphics card
 * draws other lists. A score costs as many steps as the list is long, about 0.2 ms at 152,064 tokens.
 *
 * @param vocabulary the size in the model's configuration, which is not always the tokenizer's; at least 2
 * @param share green tokens by all tokens
 * @param bias what is added to the logit of a green token
 * @see <a href="https://arxiv.org/abs/2301.10226">Kirchenbauer et al. 2023</a>
 */
public record Kgw(int vocabulary, double share, double bias) implements Scheme {
    static final long DEMO_KEY = 15_485_863;
    private static final long MOST = 0xffffffffL;

    public Kgw {
        Parameter.within("vocabulary", vocabulary, 2, Integer.MAX_VALUE);
        Parameter.share("share", share);
        Parameter.positive("bias", bias);
    }

    /** The defaults of Hugging Face transformers: a quarter is green, bias 2. */
    public static Kgw defaults(int vocabulary) {
        return new Kgw(vocabulary, 0.25, 2);
    }

    /** The defaults of Text Generation Inference: half is green, bias 2. */
    public static Kgw textGenerationInference(int vocabulary) {
        return new Kgw(vocabulary, 0.5, 2);
    }

    @Override
    public String name() {
        return "kgw";
    }

    @Override
    public Map<String, String> parameters() {
        return parameters(vocabulary, share, bias);
    }

    static Map<String, String> parameters(int vocabulary, double share, double bias) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("vocabulary", String.valueOf(vocabulary));
        parameters.put("share", String.valueOf(share));
        parameters.put("bias", String.valueOf(bias));
        return parameters;
    }

    @Override
    public MarkContext context() {
        return MarkContext.afterPrompt(1);
    }

    @Override
    public KeyedScores keyed(MarkKey key) {
        long hashing = hashingKey(this, key);
        return new GreenScores(1, list(), (tokens, position) -> hashing * tokens[position - 1]);
    }

    GreenList list() {
        return new GreenList(vocabulary, share);
    }

    static long hashingKey(Scheme scheme, MarkKey key) {
        long value = KeyText.word(scheme, key);
        if (value < 1 || value > MOST) {
            throw KeyText.wrongKind(scheme, "one number from 1 to 2^32 - 1");
        }
        return value;
    }

    /** An odd number of 32 bits: even ones would leave less of the context in the seed. */
    static MarkKey draw(RandomGenerator random) {
        return new MarkKey.Word((random.nextLong() & MOST) | 1);
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        long hashing = hashingKey(this, key);
        GreenList list = list();
        return new MarkedSampler(
                context(), new GreenBias(bias, (tokens, position) -> list.green(hashing * tokens[position - 1])));
    }

    @Override
    public MarkKey drawKey(RandomGenerator random) {
        return draw(random);
    }

    @Override
    public MarkKey parseKey(String text) {
        MarkKey key = KeyText.word(text);
        hashingKey(this, key);
        return key;
    }

    @Override
    public boolean isPublicDemo(MarkKey key) {
        return key.equals(new MarkKey.Word(DEMO_KEY));
    }
}
