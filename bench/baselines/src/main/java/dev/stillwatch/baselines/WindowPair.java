// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.baselines;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ordinary traffic and an attacker's, as prompts with their vectors: the ordinary ones first.
 *
 * @param benign name of the ordinary traffic
 * @param attacker name of what the attacker sends
 * @param prompts the text behind each item
 * @param ordinary how many of the items are ordinary
 */
record WindowPair(String benign, String attacker, List<String> prompts, Items items, int ordinary) {

    /** Ordinary traffic without an attacker. */
    static WindowPair of(PromptSets sets, String benign, PromptEncoder encoder) {
        List<String> prompts = sets.benign(benign);
        return new WindowPair(benign, "nobody", prompts, new Items(encoder.encode(prompts)), prompts.size());
    }

    /** The same ordinary traffic with an attacker. */
    WindowPair against(PromptSets sets, String name, PromptEncoder encoder) {
        List<String> foreign = sets.attacker(name);
        return new WindowPair(
                benign,
                name,
                Stream.concat(prompts.stream(), foreign.stream()).toList(),
                items.followedBy(encoder.encode(foreign)),
                ordinary);
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
