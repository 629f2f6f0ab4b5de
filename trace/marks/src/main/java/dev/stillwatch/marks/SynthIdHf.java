// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * SynthID-Text as Hugging Face transformers samples it ({@code generate(watermarking_config=…)}).
 *
 * <p>With a table of 65,536 coins, the default, a layer's coin depends on only 16 bits of the folded tokens and of the
 * layer's key. That makes scoring fast, and it makes the keys recoverable from some thousand marked tokens: a hit is
 * evidence of origin, not proof against somebody who had reason to forge it.
 *
 * @param layers bits a token, 1 to 64; 30 by default
 * @param contextWidth tokens before a token that count, 1 to 64; 4 by default ({@code ngram_len} 5)
 * @param table the public coins
 * @param contextHistory a repeated context among so many is not marked, at least 1; 1024 by default
 * @see <a href="https://www.nature.com/articles/s41586-024-08025-4">SynthID-Text, Nature 634 (2024)</a>
 */
public record SynthIdHf(int layers, int contextWidth, CoinTable table, int contextHistory) implements Scheme {

    public SynthIdHf {
        SynthId.check(layers, contextWidth, contextHistory);
    }

    /** The parameters of the public configuration. */
    public static SynthIdHf defaults() {
        return new SynthIdHf(30, 4, new CoinTable.Seeded(65_536, 0), 1024);
    }

    /** The same with a context of so many tokens. */
    public SynthIdHf withContextWidth(int width) {
        return new SynthIdHf(layers, width, table, contextHistory);
    }

    @Override
    public String name() {
        return "synthid-hf";
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("layers", String.valueOf(layers));
        parameters.put("context-width", String.valueOf(contextWidth));
        parameters.put("context-history", String.valueOf(contextHistory));
        switch (table) {
            case CoinTable.Seeded(int size, long seed) -> {
                parameters.put("table-size", String.valueOf(size));
                parameters.put("table-seed", String.valueOf(seed));
            }
            case CoinTable.Exported(ExportedBits bits) -> parameters.put("table-sha256", bits.sha256Hex());
        }
        return parameters;
    }

    @Override
    public MarkContext context() {
        return MarkContext.padded(contextWidth, 0, contextHistory, true);
    }

    @Override
    public LayeredScores keyed(MarkKey key) {
        long[] keys = KeyText.layers(this, key, layers);
        int size = table.size();
        return size <= 65_536 && Integer.bitCount(size) == 1
                ? new SynthIdPacked(keys, contextWidth, RearrangedCoins.of(table))
                : new SynthIdDirect(keys, contextWidth, table.coins());
    }

    /** The same scores without the shortcut that tables of up to 65,536 coins allow; for comparison. */
    public LayeredScores keyedDirect(MarkKey key) {
        return new SynthIdDirect(KeyText.layers(this, key, layers), contextWidth, table.coins());
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        return new MarkedSampler(context(), new TournamentChoice(keyed(key), 2));
    }

    @Override
    public MarkKey drawKey(RandomGenerator random) {
        return SynthId.drawKey(layers, random);
    }

    @Override
    public MarkKey parseKey(String text) {
        MarkKey.LayerKeys key = KeyText.layers(text);
        KeyText.layers(this, key, layers);
        return key;
    }

    @Override
    public boolean isPublicDemo(MarkKey key) {
        return key instanceof MarkKey.LayerKeys(List<Long> given) && SynthId.areDemo(given);
    }
}
