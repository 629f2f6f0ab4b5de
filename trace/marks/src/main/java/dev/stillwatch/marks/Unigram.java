// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One list of green tokens for all contexts, as MarkLLM makes it.
 *
 * <p>Its scores depend on the token alone, so that a text has only as many independent ones as it has different tokens.
 * One bit a token of the vocabulary and key.
 *
 * @param vocabulary the size in the model's configuration; at least 2
 * @param share green tokens by all tokens
 * @param bias what is added to the logit of a green token
 * @see <a href="https://arxiv.org/abs/2306.17439">Zhao et al. 2024</a>
 */
public record Unigram(int vocabulary, double share, double bias) implements Scheme {

    public Unigram {
        Parameter.within("vocabulary", vocabulary, 2, Integer.MAX_VALUE);
        Parameter.share("share", share);
        Parameter.positive("bias", bias);
    }

    /** Half is green, bias 2. */
    public static Unigram defaults(int vocabulary) {
        return new Unigram(vocabulary, 0.5, 2);
    }

    @Override
    public String name() {
        return "unigram";
    }

    @Override
    public Map<String, String> parameters() {
        return Kgw.parameters(vocabulary, share, bias);
    }

    @Override
    public MarkContext context() {
        return MarkContext.afterPrompt(0);
    }

    @Override
    public KeyedScores keyed(MarkKey key) {
        BitSet green = green(key);
        return new ListedScores(green, (double) green.cardinality() / vocabulary);
    }

    /** The green tokens of a number, or those of an exported list. */
    BitSet green(MarkKey key) {
        if (key instanceof MarkKey.GreenTokens(ExportedBits listed) && listed.size() == vocabulary) {
            return listed.bits();
        }
        if (key instanceof MarkKey.Word(long value)) {
            return shuffled(value);
        }
        throw KeyText.wrongKind(this, "one 64-bit number, or a list of " + vocabulary + " bits");
    }

    private BitSet shuffled(long key) {
        byte[] bytes = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(key)
                .array();
        int seed = ByteBuffer.wrap(ExportedBits.sha256().digest(bytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        boolean[] row = new boolean[vocabulary];
        Arrays.fill(row, 0, (int) (vocabulary * share), true);
        new NumpyShuffle(seed).shuffle(row);
        BitSet green = new BitSet(vocabulary);
        for (int token = 0; token < vocabulary; token++) {
            green.set(token, row[token]);
        }
        return green;
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        BitSet green = green(key);
        return new MarkedSampler(context(), new GreenBias(bias, (tokens, position) -> green));
    }

    @Override
    public MarkKey drawKey(RandomGenerator random) {
        return new MarkKey.Word(random.nextLong() >>> 1);
    }

    @Override
    public MarkKey parseKey(String text) {
        String stripped = text.strip();
        if (stripped.length() == vocabulary && stripped.length() > 64) {
            return new MarkKey.GreenTokens(ExportedBits.parse(stripped.getBytes(StandardCharsets.US_ASCII)));
        }
        return KeyText.word(text);
    }

    @Override
    public boolean isPublicDemo(MarkKey key) {
        return key.equals(new MarkKey.Word(Kgw.DEMO_KEY));
    }

    private record ListedScores(BitSet green, double share) implements KeyedScores {
        @Override
        public int contextWidth() {
            return 0;
        }

        @Override
        public ScoreLaw law() {
            return new ScoreLaw.Green(share);
        }

        @Override
        public double score(int[] tokens, int position) {
            return tokens[position] >= 0 && green.get(tokens[position]) ? 1 : 0;
        }
    }
}
