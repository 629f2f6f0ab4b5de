// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.overlap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Texts of which it is known which were made from which.
 *
 * @param texts in an order that tells nothing
 * @param origin for each the number of the text it was made from
 */
record LabelledTexts(List<String> texts, List<Integer> origin) {
    private record Made(String text, int origin) {}

    /** Of three in ten originals, one to three altered copies are made; the others stay alone. */
    static LabelledTexts of(List<String> originals, long seed) {
        Random random = new Random(seed);
        List<String> different = new ArrayList<>(new LinkedHashSet<>(originals));
        List<Made> all = new ArrayList<>();
        for (int i = 0; i < different.size(); i++) {
            String text = different.get(i);
            all.add(new Made(text, i));
            int copies = random.nextInt(10) < 3 ? random.nextInt(1, 4) : 0;
            for (int c = 0; c < copies; c++) {
                String other = different.get(random.nextInt(different.size()));
                all.add(new Made(altered(text, other, random), i));
            }
        }
        Collections.shuffle(all, random);
        return new LabelledTexts(
                all.stream().map(Made::text).toList(),
                all.stream().map(Made::origin).toList());
    }

    private static String altered(String text, String other, Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> text.toUpperCase(Locale.ROOT).replace(",", " ").replace(". ", ".\n\n");
            case 1 -> edited(text, other, 0.01, random);
            case 2 -> edited(text, other, 0.03, random);
            case 3 -> edited(text, other, 0.06, random);
            case 4 -> text.substring(0, (int) (text.length() * (0.7 + 0.25 * random.nextDouble())));
            default ->
                text + "\n\nThis copy was taken from a mirror; see the original page for its author and licence.";
        };
    }

    /** The text with a share of its words replaced by those of another. */
    static String edited(String text, String other, double share, Random random) {
        String[] words = text.split(" ");
        String[] others = other.split(" ");
        for (int i = 0; i < words.length; i++) {
            if (random.nextDouble() < share) {
                words[i] = others[random.nextInt(others.length)];
            }
        }
        return String.join(" ", words);
    }
}
