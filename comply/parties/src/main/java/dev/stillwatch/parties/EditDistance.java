// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

/**
 * How many single-letter changes lie between two words; neighbours that changed places are one change.
 *
 * <p>Optimal string alignment: time grows with the product of the lengths, of which {@value #LONGEST} letters are looked at.
 */
final class EditDistance {
    /** Longer words are cut; few names are longer written as one word. */
    static final int LONGEST = 48;

    private static final int LETTERS = 128;
    private static final float[] NO_SOUND_REMOVE = new float[LETTERS];
    private static final float[] SOUND_REMOVE = new float[LETTERS];
    private static final float[] NO_SOUND_REPLACE = new float[LETTERS * LETTERS];
    private static final float[] SOUND_REPLACE = new float[LETTERS * LETTERS];
    private static final float WEAK_SOUND = 0.6f;
    private static final float NEAR_SOUND = 0.5f;

    static {
        for (int a = 0; a < LETTERS; a++) {
            NO_SOUND_REMOVE[a] = 1;
            SOUND_REMOVE[a] = SoundForm.vowel((char) a) || a == 'h' ? WEAK_SOUND : 1;
            for (int b = 0; b < LETTERS; b++) {
                NO_SOUND_REPLACE[a * LETTERS + b] = a == b ? 0 : 1;
                boolean near = group((char) a) == group((char) b);
                SOUND_REPLACE[a * LETTERS + b] = a == b ? 0 : near ? NEAR_SOUND : 1;
            }
        }
    }

    private static final ThreadLocal<float[][]> ROWS = ThreadLocal.withInitial(() -> new float[3][LONGEST + 1]);

    private EditDistance() {}

    /** Plain: every change counts 1. */
    static double plain(String a, String b) {
        return distance(a, b, NO_SOUND_REMOVE, NO_SOUND_REPLACE);
    }

    /** By sound: vowels for vowels, and consonants for their neighbours in the mouth, count a half. */
    static double bySound(String a, String b) {
        return distance(a, b, SOUND_REMOVE, SOUND_REPLACE);
    }

    private static double distance(String a, String b, float[] remove, float[] replace) {
        int n = Math.min(a.length(), LONGEST);
        int m = Math.min(b.length(), LONGEST);
        float[][] rows = ROWS.get();
        float[] before = rows[0];
        float[] last = rows[1];
        float[] now = rows[2];
        last[0] = 0;
        for (int j = 1; j <= m; j++) {
            last[j] = last[j - 1] + remove[letter(b, j - 1)];
        }
        int previous = -1;
        for (int i = 1; i <= n; i++) {
            int c = letter(a, i - 1);
            float removed = remove[c];
            now[0] = last[0] + removed;
            int previousOther = -2;
            for (int j = 1; j <= m; j++) {
                int d = letter(b, j - 1);
                float least = last[j - 1] + replace[c * LETTERS + d];
                least = Math.min(least, last[j] + removed);
                least = Math.min(least, now[j - 1] + remove[d]);
                if (c == previousOther && d == previous && c != d) {
                    least = Math.min(least, before[j - 2] + 1);
                }
                now[j] = least;
                previousOther = d;
            }
            previous = c;
            float[] free = before;
            before = last;
            last = now;
            now = free;
        }
        return last[m];
    }

    /** Letters that no rule turns into Latin ones are told apart by their last bits, among which no small letter is. */
    private static int letter(String word, int at) {
        char c = word.charAt(at);
        return c < LETTERS ? c : c & 31;
    }

    private static int group(char c) {
        return switch (c) {
            case 'a', 'e', 'i', 'o', 'u' -> 1;
            case 's', 'z', 'S', 'C', 'j' -> 2;
            case 't', 'd' -> 3;
            case 'b', 'p', 'v', 'f' -> 4;
            case 'g', 'k' -> 5;
            case 'l', 'r' -> 6;
            case 'm', 'n' -> 7;
            default -> 100 + c;
        };
    }
}
