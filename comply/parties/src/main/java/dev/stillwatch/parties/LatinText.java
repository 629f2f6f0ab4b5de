// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import com.ibm.icu.text.Transliterator;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A name in plain Latin letters, whatever script it was written in. */
final class LatinText {
    private static final Transliterator TO_LATIN =
            Transliterator.getInstance("Any-Latin; NFD; [:Mn:] Remove; Latin-ASCII");
    /** Scripts that mostly write consonants: the vowels of what comes out of them are guesses. */
    private static final Set<UnicodeScript> CONSONANTAL =
            EnumSet.of(UnicodeScript.ARABIC, UnicodeScript.HEBREW, UnicodeScript.SYRIAC);

    /** In scripts that write consonants, w and y within a word mostly stand for the vowels u and i. */
    private static final Pattern HALF_VOWELS = Pattern.compile("(?<=\\p{L})[wy]");

    private static final Set<UnicodeScript> SYLLABIC = EnumSet.of(UnicodeScript.HAN);
    /** Beside these, quotation and apostrophe marks within words of several languages. */
    private static final String APOSTROPHES = "'’‘ʼʻ`´ʹʺʿʾ";
    /** As passports and lists write it; ICU's letters with marks would lose sh, ch and zh with their marks. */
    private static final Map<Integer, String> CYRILLIC = cyrillic();

    private LatinText() {}

    static boolean foreign(String text) {
        return text.codePoints()
                .anyMatch(c -> c > 0x24f && Character.isLetter(c) && UnicodeScript.of(c) != UnicodeScript.LATIN);
    }

    static boolean consonantal(String text) {
        return text.codePoints().anyMatch(c -> c > 0x58f && CONSONANTAL.contains(UnicodeScript.of(c)));
    }

    /** Letters keep their case, so that words written together can be told apart. */
    static String of(String text) {
        String plain = text;
        if (text.chars().anyMatch(c -> c > 0x7f)) {
            plain = TO_LATIN.transliterate(joinedSyllables(withoutCyrillic(text)));
            if (consonantal(text)) {
                plain = HALF_VOWELS
                        .matcher(plain)
                        .replaceAll(half -> half.group().equals("w") ? "u" : "i");
            }
        }
        StringBuilder without = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            if (APOSTROPHES.indexOf(plain.charAt(i)) < 0) {
                without.append(plain.charAt(i));
            }
        }
        return without.toString();
    }

    private static String withoutCyrillic(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            String latin = CYRILLIC.get(Character.toLowerCase(c));
            if (latin == null) {
                out.appendCodePoint(c);
            } else if (Character.isUpperCase(c) && !latin.isEmpty()) {
                out.append(Character.toUpperCase(latin.charAt(0))).append(latin, 1, latin.length());
            } else {
                out.append(latin);
            }
        });
        return out.toString();
    }

    private static Map<Integer, String> cyrillic() {
        String pairs =
                "ж zh ч ch ш sh щ shch ц ts х kh ю yu я ya й y ё yo э e ы y ь _ ъ _ є ye ї yi і i ґ g ћ c ђ dj љ lj њ nj џ dz ј j "
                        + "қ k ғ g ұ u ү u ң n ө o һ h ә a ў u";
        String[] parts = pairs.split(" ");
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            map.put(parts[i].codePointAt(0), parts[i + 1].replace("_", ""));
        }
        return map;
    }

    /**
     * Chinese names foreign to Chinese have a dot between words; the syllables of a word belong together. Without a dot,
     * the first character is taken as the family name.
     */
    private static String joinedSyllables(String text) {
        boolean syllables = text.codePoints().anyMatch(c -> c > 0x2e7f && SYLLABIC.contains(UnicodeScript.of(c)));
        if (!syllables) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (String word : text.split("[·・\\s]+")) {
            String latin = TO_LATIN.transliterate(word);
            out.append(latin.replace(" ", "")).append(' ');
        }
        return out.toString().strip();
    }
}
