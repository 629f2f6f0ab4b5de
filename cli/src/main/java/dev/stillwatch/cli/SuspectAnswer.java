// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a suspect said when it was asked.
 *
 * @param prompt what it was asked last
 * @param answer all of what it said
 */
record SuspectAnswer(String prompt, String answer) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Hands on the answers in a file of JSON lines, each an object with {@code prompt} and {@code text}; blank lines do
     * not count.
     *
     * @throws StillwatchException naming the line that is something else
     */
    static void read(Path file, Consumer<SuspectAnswer> each) {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (!line.isBlank()) {
                    each.accept(new SuspectAnswer(
                            member(line, "prompt", file, number), member(line, "text", file, number)));
                }
            }
        } catch (NoSuchFileException e) {
            throw new StillwatchException("there is no file " + file + "; name the suspect's answers by --texts", e);
        } catch (MalformedInputException e) {
            throw new StillwatchException(file + ": is not UTF-8 text", e);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be read; check the path and its permissions", e);
        }
    }

    /** A text of an object in JSON. */
    static String member(String line, String name, Path file, int number) {
        JsonNode value;
        try {
            value = JSON.readTree(line).path(name);
        } catch (JacksonException e) {
            value = JSON.missingNode();
        }
        if (!value.isString()) {
            throw new StillwatchException(
                    file + ":" + number + ": must be one JSON object with the text member \"" + name + "\"");
        }
        return value.stringValue();
    }
}
