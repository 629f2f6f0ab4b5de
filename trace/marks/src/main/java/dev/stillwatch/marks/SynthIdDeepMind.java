// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * SynthID-Text as the repository {@code google-deepmind/synthid-text} samples it; its marks and those of
 * {@link SynthIdHf} do not show to each other's detector.
 *
 * @param layers bits a token, 1 to 64; 30 by default
 * @param contextWidth tokens before a token that count, 1 to 64; 4 by default ({@code ngram_len} 5)
 * @param contextHistory a repeated context among so many is not marked, at least 1; 1024 by default
 * @param leaves candidates in each match of the tournament: 2, or 3, which changes what the model says
 * @see <a href="https://www.nature.com/articles/s41586-024-08025-4">SynthID-Text, Nature 634 (2024)</a>
 */
public record SynthIdDeepMind(int layers, int contextWidth, int contextHistory, int leaves) implements Scheme {

    public SynthIdDeepMind {
        SynthId.check(layers, contextWidth, contextHistory);
        Parameter.within("leaves", leaves, 2, 3);
    }

    /** The parameters of the public configuration. */
    public static SynthIdDeepMind defaults() {
        return new SynthIdDeepMind(30, 4, 1024, 2);
    }

    /** The same with a context of so many tokens. */
    public SynthIdDeepMind withContextWidth(int width) {
        return new SynthIdDeepMind(layers, width, contextHistory, leaves);
    }

    @Override
    public String name() {
        return "synthid-deepmind";
    }

    @Override
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("layers", String.valueOf(layers));
        parameters.put("context-width", String.valueOf(contextWidth));
        parameters.put("context-history", String.valueOf(contextHistory));
        parameters.put("leaves", String.valueOf(leaves));
        return parameters;
    }

    @Override
    public MarkContext context() {
        return MarkContext.padded(contextWidth, 0, contextHistory, true);
    }

    @Override
    public LayeredScores keyed(MarkKey key) {
        return new SynthIdHashed(KeyText.layers(this, key, layers), contextWidth);
    }

    @Override
    public MarkedSampler sampler(MarkKey key) {
        return new MarkedSampler(context(), new TournamentChoice(keyed(key), leaves));
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
