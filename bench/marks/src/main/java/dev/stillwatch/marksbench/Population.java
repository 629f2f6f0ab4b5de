// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.marksbench;

import dev.stillwatch.marks.Background;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Texts without a mark that share templates.
 *
 * @param name for the table
 * @param vocabulary how many ids there are
 * @param background texts to build a background from
 * @param tested other texts, to test
 */
record Population(String name, int vocabulary, List<int[]> background, List<int[]> tested) {
    private static final int BACKGROUND_TEXTS = 400;
    private static final int WIDEST = 4;

    /** What the background texts share, for all widths that schemes have by default. */
    Background shared() {
        Background.Builder builder = new Background.Builder(64, List.of(1, 2, 3, WIDEST), "");
        background.forEach(builder::add);
        return builder.build();
    }

    /**
     * Texts of 300 tokens: a family's template, in one piece or in several, with tokens of the text's own between; a
     * tenth of texts also repeat a phrase of theirs over and over.
     *
     * @param shared tokens of a template, out of the 300
     */
    static Population generated(int shared, int tests, int vocabulary, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<int[]> templates = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            templates.add(random.ints(shared, 0, vocabulary).toArray());
        }
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < BACKGROUND_TEXTS + tests; i++) {
            texts.add(text(templates.get(random.nextInt(templates.size())), vocabulary, random));
        }
        return new Population(
                "generated, " + shared + " of 300 tokens from a template",
                vocabulary,
                texts.subList(0, BACKGROUND_TEXTS),
                texts.subList(BACKGROUND_TEXTS, texts.size()));
    }

    private static int[] text(int[] template, int vocabulary, SplittableRandom random) {
        int[] text = new int[300];
        int pieces = 3;
        int own = (text.length - template.length) / pieces;
        int at = 0;
        boolean repeats = random.nextInt(10) == 0;
        for (int piece = 0; piece < pieces; piece++) {
            int from = template.length * piece / pieces;
            int to = template.length * (piece + 1) / pieces;
            System.arraycopy(template, from, text, at, to - from);
            at += to - from;
            int end = piece == pieces - 1 ? text.length : at + own;
            int begun = at;
            while (at < end) {
                text[at] = repeats && at >= begun + 12 ? text[at - 12] : random.nextInt(vocabulary);
                at++;
            }
        }
        return text;
    }
}
