// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.parties;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One file of a list, unpacked.
 *
 * @param name the file's name, without its folder
 * @param sha256 of the bytes as they lay in the file, packed if they were
 * @param cutOff whether the packed file ended too early; {@code text} is what came before
 */
record ListFile(String name, String sha256, String text, boolean cutOff) {
    /** No list comes near this; a larger file is some other file, or made to fill the memory. */
    static final int MOST_BYTES = 256 << 20;

    /** Why a file cannot be used, and what to do about it. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;
        private final String file;
        private final String remedy;

        Unusable(String file, String what, String remedy) {
            super(what);
            this.file = file;
            this.remedy = remedy;
        }

        ListLoad.Refused refused(ListFormat format) {
            return new ListLoad.Refused(format, file, String.valueOf(getMessage()), remedy);
        }
    }

    static ListFile read(Path path) throws Unusable {
        String name = String.valueOf(path.getFileName());
        try {
            if (!Files.isRegularFile(path)) {
                throw new Unusable(name, "there is no such file", "Fetch it from the list's publisher.");
            }
            refuseAbove(name, Files.size(path));
            byte[] stored = Files.readAllBytes(path);
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(stored));
            boolean packed = stored.length > 2 && (stored[0] & 0xff) == 0x1f && (stored[1] & 0xff) == 0x8b;
            return packed ? unpacked(name, hash, stored) : checked(name, hash, stored, false);
        } catch (IOException e) {
            throw new Unusable(name, "it cannot be read: " + e.getMessage(), "Check the file and its rights.");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    private static ListFile unpacked(String name, String hash, byte[] stored) throws IOException, Unusable {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(stored.length * 4);
        boolean cutOff = false;
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            byte[] piece = new byte[1 << 16];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                plain.write(piece, 0, read);
                refuseAbove(name, plain.size());
            }
        } catch (EOFException | ZipException damaged) {
            cutOff = true;
        }
        return checked(name, hash, plain.toByteArray(), cutOff);
    }

    private static ListFile checked(String name, String hash, byte[] bytes, boolean cutOff) throws Unusable {
        String start = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.UTF_8)
                .replace("\ufeff", "")
                .strip()
                .toLowerCase(Locale.ROOT);
        if (start.isEmpty() || start.equals("\u001a")) {
            throw new Unusable(name, "it is empty", "Fetch it again; keep using the list you had until then.");
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html") || start.contains("<head>")) {
            throw new Unusable(
                    name, "it is a web page, not a list", "Fetch it again from the address of the file itself.");
        }
        return new ListFile(name, hash, text(bytes, cutOff), cutOff);
    }

    private static void refuseAbove(String name, long size) throws Unusable {
        if (size > MOST_BYTES) {
            throw new Unusable(
                    name,
                    "it has more than " + (MOST_BYTES >> 20) + " MB unpacked, far more than any list",
                    "Check that it is the right file.");
        }
    }

    /** UTF-8, or Windows-1252 where the bytes are not that: OFAC's older files are. */
    private static String text(byte[] bytes, boolean cutOff) {
        int length = bytes.length;
        // The last letter may be cut in two, which says nothing of the encoding.
        while (cutOff && length > 0 && bytes[length - 1] < 0) {
            length--;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            return new String(bytes, 0, length, Charset.forName("windows-1252"));
        }
    }
}
