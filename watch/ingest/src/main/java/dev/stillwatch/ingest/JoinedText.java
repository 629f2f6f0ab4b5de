// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.ingest;

/** Texts joined by line breaks; one text alone, as nearly all are, is not copied. Not thread-safe. */
final class JoinedText {
    private String first = "";
    private StringBuilder rest = NOTHING;

    private static final StringBuilder NOTHING = new StringBuilder(0);

    void add(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (first.isEmpty()) {
            first = text;
            return;
        }
        rest = rest.isEmpty() ? new StringBuilder() : rest;
        rest.append('\n').append(text);
    }

    void add(JoinedText text) {
        add(text.all());
    }

    boolean isEmpty() {
        return first.isEmpty();
    }

    private String all() {
        return rest.isEmpty() ? first : first + rest;
    }

    /** The joined texts, bounded as {@link KeptText} bounds them. */
    String kept() {
        return KeptText.of(all());
    }
}
