// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ordinary traffic and an attacker's, as prompts with their vectors: the ordinary ones first.
 *
 * @param prompts the text behind each item
 * @param ordinary how many of the items are ordinary
 */
record WindowPair(String benign, String attacker, List<String> prompts, Items items, int ordinary) {

    /** A pair of data sets; computes the cosine of every prompt with every other. */
    static WindowPair of(PromptSets sets, String benign, String attacker, PromptEncoder encoder) {
        List<String> ordinary = sets.benign(benign);
        List<String> prompts = Stream.concat(ordinary.stream(), sets.attacker(attacker).stream())
                .toList();
        return new WindowPair(benign, attacker, prompts, new Items(encoder.encode(prompts)), ordinary.size());
    }

    /** What to call it in a table. */
    String name() {
        return benign + " / " + attacker;
    }

    /** The texts of a window. */
    List<String> texts(int[] window) {
        return Arrays.stream(window).mapToObj(prompts::get).toList();
    }
}
