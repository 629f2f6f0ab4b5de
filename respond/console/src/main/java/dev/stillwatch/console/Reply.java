// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

/** What a request is answered with. */
sealed interface Reply {
    /**
     * A whole page.
     *
     * @param template name of the file without its ending
     * @param place path of the menu entry that it belongs to
     * @param title for the window
     * @param model what the template calls {@code page}
     */
    record Page(String template, String place, String title, Object model) implements Reply {
        /** A page that the menu leads to. */
        Page(String template, String title, Object model) {
            this(template, template, title, model);
        }
    }

    /** A part of a page, to take the place of an older one. */
    record Part(String template, Object model) implements Reply {}

    /**
     * A part of a page that is a page of its own where no script asked for it. Its template is told {@code frame} and
     * {@code page}.
     *
     * @param template name of the file without its ending
     * @param place path of the menu entry that it belongs to
     * @param title for the window
     */
    record Section(String template, String place, String title, Object model) implements Reply {}

    /** Values for a picture, or the answer to a program. */
    record Json(int status, String json) implements Reply {
        Json(String json) {
            this(200, json);
        }
    }

    /** Sends the browser to another page. */
    record Elsewhere(String path) implements Reply {}

    /** A file to keep. */
    record File(String name, String type, String content) implements Reply {}

    /** No. */
    record Refused(int status, String why) implements Reply {}

    /** A page with one thing to say. */
    record Notice(String heading, String words) {}
}
