// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import java.util.List;
import java.util.Map;

/** A value in a document and the line it stands on, counted from 1. */
sealed interface YamlNode {
    int line();

    /**
     * A scalar as it was written, whatever type YAML would give it.
     *
     * @param text without quotes
     * @param textLine line on which the text starts: for a block, the one after its bar
     * @param empty whether nothing, {@code ~} or {@code null} was written
     */
    record Scalar(int line, String text, int textLine, boolean empty) implements YamlNode {}

    /** A list. */
    record Items(int line, List<YamlNode> items) implements YamlNode {}

    /** Keys in order of writing. */
    record Mapping(int line, Map<String, Entry> entries) implements YamlNode {}

    /** A value and the line of its key. */
    record Entry(int line, YamlNode value) {}
}
