// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.audit;

/**
 * Guesses a text's language by its script and, for Latin letters, its commonest words. Good enough to compare like with
 * like, not to name a language: looks at the first 400 characters only.
 */
final class Language {
    /** Too little text, or of no language that is looked for. */
    static final String OTHER = "other";

    private static final int LOOKED_AT = 400;
    private static final int LETTER = 1;
    private static final int PROGRAMMING = 2;
    /** What each ASCII character is; 0 for all that is neither. */
    private static final byte[] KINDS = kinds();

    private Language() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (char c = 0; c < kinds.length; c++) {
            kinds[c] = (byte) (Character.isLetter(c) ? LETTER : "{};=()<".indexOf(c) >= 0 ? PROGRAMMING : 0);
        }
        return kinds;
    }

    /** A language's code, {@code code} for program text, or {@link #OTHER}. */
    static String of(String text) {
        int end = Math.min(text.length(), LOOKED_AT);
        char[] beginning = new char[end];
        text.getChars(0, end, beginning, 0);
        int[] scripts = new int[6];
        int[] ascii = new int[3];
        int letters = 0;
        for (char c : beginning) {
            if (c < 0x80) {
                ascii[KINDS[c]]++;
            } else if (Character.isLetter(c)) {
                letters++;
                int script = script(c);
                if (script >= 0) {
                    scripts[script]++;
                }
            }
        }
        if (ascii[PROGRAMMING] * 12 > end) {
            return "code";
        }
        String written = byScript(scripts, letters + ascii[LETTER]);
        return written.isEmpty() ? CommonWords.language(beginning) : written;
    }

    private static int script(char c) {
        if (c >= 0x3040 && c < 0x3100) {
            return 1;
        }
        if (c >= 0x4E00 && c < 0xA000) {
            return 0;
        }
        if (c >= 0xAC00 && c < 0xD7B0) {
            return 2;
        }
        if (c >= 0x0400 && c < 0x0530) {
            return 3;
        }
        return c >= 0x0600 && c < 0x0780 ? 4 : c >= 0x0900 && c < 0x0D80 ? 5 : -1;
    }

    private static String byScript(int[] scripts, int letters) {
        if (scripts[0] + scripts[1] > letters / 3) {
            return scripts[1] > scripts[0] / 20 ? "ja" : "zh";
        }
        String[] names = {"", "", "ko", "ru", "ar", "hi"};
        for (int i = 2; i < scripts.length; i++) {
            if (scripts[i] > letters / 3) {
                return names[i];
            }
        }
        return "";
    }
}
