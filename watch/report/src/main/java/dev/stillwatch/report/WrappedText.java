// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.report;

/** Text broken into lines at spaces, for a terminal; a word longer than a line stands alone. Not thread-safe. */
final class WrappedText {
    private static final int NARROWEST = 40;

    private final StringBuilder out = new StringBuilder();
    private final int width;

    WrappedText(int width) {
        this.width = Math.max(NARROWEST, width);
    }

    /** Words with an empty line after them. */
    void paragraph(String words) {
        wrap(words, "", "");
        gap();
    }

    /** Words with the next lines directly below. */
    void heading(String words) {
        wrap(words, "", "");
    }

    /** An indented entry of a list. */
    void item(String words) {
        wrap(words, "  - ", "    ");
    }

    /** Text that has its line breaks already. */
    void asItIs(String lines) {
        out.append(lines);
    }

    /** An empty line. */
    void gap() {
        out.append('\n');
    }

    private void wrap(String words, String first, String next) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : words.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > width) {
                out.append(line).append('\n');
                line = new StringBuilder(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.append(line).append('\n');
    }

    /** Everything, with one line break at the end. */
    @Override
    public String toString() {
        return out.toString().stripTrailing() + "\n";
    }
}
