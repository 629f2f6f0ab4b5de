// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

/** Makes names that others chose safe to show: no character in them can steer a terminal or reorder a line. */
public final class VisibleText {
    private VisibleText() {}

    /**
     * Text with every control, formatting (right-to-left marks, zero-width characters) and line separating character
     * written as {@code \}{@code uXXXX}.
     */
    public static String of(String text) {
        return replaced(text, false);
    }

    /** As {@link #of}, for a text that Stillwatch itself broke into lines. */
    public static String ofLines(String text) {
        return replaced(text, true);
    }

    /** At most {@code length} characters, with an ellipsis where the rest is left out; visible as {@link #of}. */
    public static String shortened(String text, int length) {
        /* Cut before and after: a megabyte of control characters must not be expanded first. */
        String cut = text.length() > length ? text.substring(0, length) : text;
        String visible = of(cut);
        if (visible.length() <= length && cut.length() == text.length()) {
            return visible;
        }
        int end = Math.min(visible.length(), length - 1);
        if (end > 0 && Character.isHighSurrogate(visible.charAt(end - 1))) {
            end--;
        }
        return visible.substring(0, end) + "…";
    }

    /** Text that UTF-8 can hold: each surrogate without its other half becomes the replacement character. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isLoneSurrogate(c) ? 0xFFFD : c));
        return out.toString();
    }

    private static String replaced(String text, boolean keepLineBreaks) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if ((c == '\n' && keepLineBreaks) || !isSteering(c)) {
                out.appendCodePoint(c);
            } else {
                for (char half : Character.toChars(c)) {
                    out.append(String.format("\\u%04x", (int) half));
                }
            }
        });
        return out.toString();
    }

    private static boolean isSteering(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static boolean isLoneSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
