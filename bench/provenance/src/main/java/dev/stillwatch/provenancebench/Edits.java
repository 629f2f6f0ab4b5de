// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.provenancebench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Changes a text by rules, and is no paraphraser: common words become synonyms, sentences change their order. */
final class Edits {
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("additionally", "also"),
            Map.entry("furthermore", "besides"),
            Map.entry("however", "but"),
            Map.entry("overall", "in all"),
            Map.entry("excellent", "great"),
            Map.entry("exceptional", "great"),
            Map.entry("highly", "really"),
            Map.entry("numerous", "many"),
            Map.entry("various", "different"),
            Map.entry("delightful", "nice"),
            Map.entry("friendly", "kind"),
            Map.entry("attentive", "careful"),
            Map.entry("experience", "time"),
            Map.entry("establishment", "place"),
            Map.entry("restaurant", "place"),
            Map.entry("staff", "people"),
            Map.entry("service", "help"),
            Map.entry("delicious", "tasty"),
            Map.entry("impressive", "good"),
            Map.entry("despite", "even with"),
            Map.entry("while", "though"),
            Map.entry("provides", "gives"),
            Map.entry("offers", "has"),
            Map.entry("ensure", "make sure"),
            Map.entry("crucial", "key"),
            Map.entry("significant", "big"),
            Map.entry("recommend", "suggest"),
            Map.entry("atmosphere", "mood"),
            Map.entry("quality", "standard"),
            Map.entry("amazing", "super"),
            Map.entry("unfortunately", "sadly"),
            Map.entry("disappointing", "poor"),
            Map.entry("particularly", "mainly"));

    private Edits() {}

    static String of(String text, long seed) {
        Random random = new Random(seed);
        List<String> sentences = new ArrayList<>(List.of(text.split("(?<=[.!?])\\s+", -1)));
        Collections.shuffle(sentences, random);
        StringBuilder out = new StringBuilder();
        for (String word : String.join(" ", sentences).split(" ", -1)) {
            String bare = word.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
            String other = SYNONYMS.get(bare);
            out.append(out.isEmpty() ? "" : " ");
            out.append(other == null ? word : other + word.replaceAll("[A-Za-z]", ""));
        }
        return out.toString();
    }
}
