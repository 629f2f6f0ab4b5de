// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.settings;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a YAML 1.2 document of mappings, lists and scalars.
 *
 * <p>At most {@value #MOST_BYTES} bytes and {@value #MOST_DEPTH} levels. Anchors, aliases, tags, duplicate keys and a second
 * document are refused: none is needed to say a setting, and each has surprised readers.
 */
public final class SettingsDocument {
    /** Largest document read. */
    public static final int MOST_BYTES = 1 << 20;
    /** Deepest nesting of mappings and lists. */
    public static final int MOST_DEPTH = 32;

    private SettingsDocument() {}

    /**
     * The mapping that a file holds.
     *
     * @throws StillwatchException if it cannot be read or is not one such document
     */
    public static Section read(Path file) {
        return parse(file.toString(), bytes(file));
    }

    /**
     * The mapping that bytes in UTF-8 hold.
     *
     * @param name what errors call it: a file name
     * @throws StillwatchException if it is not one such document
     */
    public static Section parse(String name, byte[] utf8) {
        if (utf8.length > MOST_BYTES) {
            throw tooLarge(name);
        }
        try {
            return parse(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(utf8))
                            .toString());
        } catch (CharacterCodingException e) {
            throw new StillwatchException(name + " is not text in UTF-8; save it as that", e);
        }
    }

    /**
     * The mapping that a text holds.
     *
     * @param name what errors call it: a file name
     * @throws StillwatchException if it is not one such document
     */
    public static Section parse(String name, String text) {
        if (text.length() > MOST_BYTES) {
            throw tooLarge(name);
        }
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new Section(name, "", new YamlReader(name, unmarked).document());
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new StillwatchException(file + " does not exist; name a YAML file", e);
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + file + "; check that it is a file you may read", e);
        }
    }

    private static StillwatchException tooLarge(String name) {
        return new StillwatchException(name + " is larger than 1 MiB; split it, or name the right file");
    }
}
