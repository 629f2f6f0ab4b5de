// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * One file of a model and the hash of its content.
 *
 * @param name its path within the model with {@code /} between parts; {@code .} where the model is a single file
 * @param sha256 64 lower-case hexadecimal digits
 */
public record FileDigest(String name, String sha256) {
    /** By folders, then names: the order in which the hash of the whole model takes them in. */
    public static final Comparator<FileDigest> ORDER =
            Comparator.comparing(file -> sortable(file.name), Arrays::compareUnsigned);

    public FileDigest {
        if (sha256.length() != 64 || !sha256.chars().allMatch(FileDigest::isDigit)) {
            throw new IllegalArgumentException("a SHA-256 has 64 lower-case hexadecimal digits");
        }
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(sha256);
    }

    /** UTF-8 sorts as code points do, and a separator before every character of a name. */
    private static byte[] sortable(String name) {
        return name.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }
}
