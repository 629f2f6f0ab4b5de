// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Wordings shipped as text: sections that start with {@code @ name}, then one entry a line.
 *
 * <p>In an entry {@code \n} and {@code \t} stand for line break and tab. A section of short entries may hold them on
 * one line, separated by bars.
 */
final class TextResource {
    private final String file;
    private final Map<String, List<String>> sections;

    private TextResource(String file, Map<String, List<String>> sections) {
        this.file = file;
        this.sections = sections;
    }

    static TextResource load(String file) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        try (InputStream in = TextResource.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("resource " + file + " is missing from the build");
            }
            List<String> section = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("@ ")) {
                    section = new ArrayList<>();
                    sections.put(line.substring(2).strip(), section);
                } else if (!line.isBlank()) {
                    section.add(line.replace("\\n", "\n").replace("\\t", "\t"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TextResource(file, sections);
    }

    Map<String, List<String>> sections() {
        return sections;
    }

    /** The lines of a section. */
    List<String> lines(String section) {
        List<String> lines = sections.get(section);
        if (lines == null) {
            throw new IllegalStateException("resource " + file + " lacks section " + section);
        }
        return lines;
    }

    /** The entries of a section whose lines hold several, separated by bars. */
    List<String> entries(String section) {
        return lines(section).stream().flatMap(line -> split(line).stream()).toList();
    }

    /** The entries of each line {@code key: a | b | c} of a section. */
    Map<String, List<String>> keyed(String section) {
        Map<String, List<String>> keyed = new LinkedHashMap<>();
        for (String line : lines(section)) {
            int colon = line.indexOf(": ");
            keyed.put(line.substring(0, colon), split(line.substring(colon + 2)));
        }
        return keyed;
    }

    static List<String> split(String line) {
        return List.of(line.strip().split(" \\| "));
    }
}
