// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.recipients;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One line: an entry in JSON, and the hash over it and all lines before it.
 *
 * @param entry an object on one line, members in the order of their names
 * @param chain 64 hexadecimal digits, by which later lines refer to this one
 */
record RegisterLine(String entry, String chain) {
    static final String FIRST = "0".repeat(64);
    private static final String HEAD = "{\"entry\":";
    private static final String MIDDLE = ",\"chain\":\"";
    private static final String END = "\"}";
    private static final int TAIL = MIDDLE.length() + FIRST.length() + END.length();

    /** The line that follows one with that hash. */
    static RegisterLine after(String previous, String entry) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((previous + "\n" + entry).getBytes(StandardCharsets.UTF_8));
            return new RegisterLine(entry, HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK knows SHA-256", e);
        }
    }

    /** Reads a line; empty if it is not what followed a line with that hash. */
    static Optional<RegisterLine> read(String line, String previous) {
        if (!line.startsWith(HEAD) || line.length() < HEAD.length() + TAIL) {
            return Optional.empty();
        }
        RegisterLine read = after(previous, line.substring(HEAD.length(), line.length() - TAIL));
        return read.text().equals(line) ? Optional.of(read) : Optional.empty();
    }

    String text() {
        return HEAD + entry + MIDDLE + chain + END;
    }
}
