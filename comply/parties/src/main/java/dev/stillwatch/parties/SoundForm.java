// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/**
 * Forms of a word in which spellings of one sound are alike.
 *
 * <p>Romanisations differ in a few ways again and again: kh for h, y for i or j, ou for u, doubled letters, silent h.
 * {@link #folded} undoes these; {@link #consonants} leaves the vowels out too, for scripts that do not write them.
 */
final class SoundForm {
    private static final String VOWELS = "aeiou";

    private SoundForm() {}

    /** Small letters and digits in, the same out, with S for the sound of sh and C for that of ch. */
    static String folded(String word) {
        StringBuilder out = new StringBuilder(word.length());
        int n = word.length();
        for (int i = 0; i < n; i++) {
            char c = word.charAt(i);
            char next = i + 1 < n ? word.charAt(i + 1) : ' ';
            char after = i + 2 < n ? word.charAt(i + 2) : ' ';
            switch (c) {
                case 's' -> {
                    if (next == 'c' && after == 'h') {
                        put(out, 'S');
                        i += 2;
                    } else if (next == 'h') {
                        put(out, 'S');
                        i++;
                    } else {
                        put(out, 's');
                    }
                }
                case 't' -> {
                    if (next == 'c' && after == 'h') {
                        put(out, 'C');
                        i += 2;
                    } else if (next == 's' || next == 'z') {
                        put(out, 's');
                        i++;
                    } else if (next == 'h') {
                        put(out, 't');
                        i++;
                    } else {
                        put(out, 't');
                    }
                }
                case 'c' -> {
                    if (next == 'h') {
                        put(out, 'C');
                        i++;
                    } else if (next == 'z') {
                        put(out, 'C');
                        i++;
                    } else if (next == 'k') {
                        put(out, 'k');
                        i++;
                    } else {
                        put(out, next == 'e' || next == 'i' || next == 'y' ? 's' : 'k');
                    }
                }
                case 'k' -> {
                    put(out, next == 'h' ? 'h' : 'k');
                    i += next == 'h' ? 1 : 0;
                }
                case 'g' -> {
                    put(out, 'g');
                    i += next == 'h' ? 1 : 0;
                }
                case 'p' -> {
                    put(out, next == 'h' ? 'f' : 'p');
                    i += next == 'h' ? 1 : 0;
                }
                case 'd' -> {
                    if (next == 'z' && after == 'h') {
                        put(out, 'j');
                        i += 2;
                    } else if (next == 'j') {
                        put(out, 'j');
                        i++;
                    } else {
                        put(out, 'd');
                        i += next == 'h' ? 1 : 0;
                    }
                }
                case 'z' -> {
                    put(out, next == 'h' ? 'j' : 'z');
                    i += next == 'h' ? 1 : 0;
                }
                case 'q' -> put(out, 'k');
                case 'w' -> put(out, 'v');
                case 'y' -> put(out, 'i');
                case 'x' -> {
                    put(out, 'k');
                    put(out, 's');
                }
                case 'o' -> {
                    put(out, next == 'u' || next == 'o' ? 'u' : 'o');
                    i += next == 'u' || next == 'o' || next == 'e' ? 1 : 0;
                }
                case 'a', 'u' -> {
                    // As in Mueller for Müller.
                    put(out, c);
                    i += next == 'e' ? 1 : 0;
                }
                case 'e' -> {
                    put(out, next == 'e' ? 'i' : 'e');
                    i += next == 'e' ? 1 : 0;
                }
                case 'h' -> {
                    // After a vowel and before none it only lengthens.
                    boolean silent = !out.isEmpty()
                            && VOWELS.indexOf(out.charAt(out.length() - 1)) >= 0
                            && VOWELS.indexOf(next) < 0;
                    if (!silent) {
                        put(out, 'h');
                    }
                }
                default -> put(out, c);
            }
        }
        return out.toString();
    }

    private static void put(StringBuilder out, char c) {
        if (out.isEmpty() || out.charAt(out.length() - 1) != c) {
            out.append(c);
        }
    }

    /** Of a folded word: its consonants, with those alike that scripts without vowels write alike. */
    static String consonants(String folded) {
        StringBuilder out = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (VOWELS.indexOf(c) < 0) {
                put(
                        out,
                        switch (c) {
                            case 'v', 'f', 'b', 'p' -> 'b';
                            case 'z' -> 's';
                            case 'd' -> 't';
                            case 'g' -> 'k';
                            default -> c;
                        });
            }
        }
        // The weakest of them, and the least surely written.
        return out.toString().replace("h", "");
    }

    static boolean vowel(char c) {
        return VOWELS.indexOf(c) >= 0;
    }
}
