// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.canaries;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The sentences an answer may end with: a lead and a wish, each one of {@value #CHOICES}, such as "On balance, I hope this
 * is enough to go on."
 *
 * <p>Statements only. An offer or a question would have the user reply to a sentence that a server which keeps
 * conversations itself never saw. All fit any answer in prose, say nothing that can be false, and are not what models say
 * anyway. The lists are public; which of them a cohort gets is what the key keeps secret. They never change: a wording
 * that was planted must be found years later.
 */
public final class Wordings {
    /** Choices for each slot: a power of two, so that bits of a key choose evenly. */
    public static final int CHOICES = 16;

    /** Slots of a sentence. */
    public static final int SLOTS = 2;

    /* A canary is the last thing said; a longer tail would take in more that others wrote. */
    private static final int TAIL_WORDS = 60;

    private static final List<List<String>> PHRASES = List.of(
            List.of(
                    "On balance",
                    "All in all",
                    "By and large",
                    "On the whole",
                    "Taken together",
                    "In any case",
                    "As it stands",
                    "With that said",
                    "At any rate",
                    "To round this off",
                    "In closing",
                    "For the time being",
                    "All things considered",
                    "As a final word",
                    "Looking back over it",
                    "One way or another"),
            List.of(
                    "is enough to go on",
                    "points the right way",
                    "sheds some light on it",
                    "covers what was asked",
                    "gives a fair picture",
                    "settles the matter",
                    "makes for a good start",
                    "serves its purpose",
                    "is what was wanted",
                    "fills the gap",
                    "clears things up",
                    "meets the need",
                    "is of some use",
                    "brings it into focus",
                    "does the job",
                    "hits the mark"));

    /* In the form that a text is searched in. */
    private static final List<List<String>> SEARCHED = PHRASES.stream()
            .map(slot -> slot.stream().map(phrase -> " " + words(phrase) + " ").toList())
            .toList();

    private Wordings() {}

    /**
     * The whole sentence.
     *
     * @param lead 0 to 15
     * @param wish 0 to 15
     */
    public static String sentence(int lead, int wish) {
        return PHRASES.get(0).get(lead) + ", I hope this " + PHRASES.get(1).get(wish) + ".";
    }

    /**
     * Which choice of a slot a text ends with; empty where its last {@value #TAIL_WORDS} words hold none. Of several the
     * last counts. Case, punctuation and spacing do not matter. Depends on the text alone, never on a key: the exactness
     * of {@link CanaryTest} rests on that.
     */
    static OptionalInt seen(int slot, String text) {
        String tail = tail(text);
        int best = -1;
        int last = -1;
        for (int choice = 0; choice < CHOICES; choice++) {
            int at = tail.lastIndexOf(SEARCHED.get(slot).get(choice));
            if (at > last) {
                last = at;
                best = choice;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /** Whether a text ends with any of the phrases already. */
    public static boolean endsWithOne(String text) {
        return seen(0, text).isPresent() || seen(1, text).isPresent();
    }

    /** Whether a text holds any of the phrases anywhere: then it may have taught what is looked for. */
    static boolean anyIn(String text) {
        String words = " " + words(text) + " ";
        return SEARCHED.stream().flatMap(List::stream).anyMatch(words::contains);
    }

    private static String tail(String text) {
        // Words of prose are shorter than 40 characters: no need to sort out a whole book.
        String end = text.substring(Math.max(0, text.length() - 40 * TAIL_WORDS));
        String[] all = words(end).split(" ", -1);
        StringBuilder tail = new StringBuilder(" ");
        for (int i = Math.max(0, all.length - TAIL_WORDS); i < all.length; i++) {
            tail.append(all[i]).append(' ');
        }
        return tail.toString();
    }

    /** Letters and digits in lower case, one space between words. */
    private static String words(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("['\u2019]", "")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
