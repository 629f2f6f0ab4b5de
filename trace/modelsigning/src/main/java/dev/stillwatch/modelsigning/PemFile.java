// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.modelsigning;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first block of a PEM file, whatever stands before it.
 *
 * @param label such as {@code PUBLIC KEY}
 * @param base64 its content, without line breaks
 */
record PemFile(String label, String base64) {
    private static final int MOST_BYTES = 1 << 16;
    private static final int LINE = 64;
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    /** The content stays out of it: it may be a private key. */
    @Override
    public String toString() {
        return "PemFile[" + label + "]";
    }

    /**
     * Reads the block that is wanted.
     *
     * @param wanted its label
     * @throws StillwatchException if the file cannot be read, or has no such block; its content is never quoted
     */
    static PemFile read(Path file, String wanted) {
        String text;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StillwatchException(file + " is too long for a key; name a PEM file with one key");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new StillwatchException("there is no key file " + file, e);
        } catch (IOException e) {
            throw new StillwatchException("the key file " + file + " cannot be read; check its permissions", e);
        }
        String found = "";
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            // Files of openssl ecparam begin with a block that only names the curve.
            if (!blocks.group(1).equals("EC PARAMETERS")) {
                found = blocks.group(1);
            }
            if (found.equals(wanted)) {
                try {
                    return of(wanted, Base64.getMimeDecoder().decode(blocks.group(2)));
                } catch (IllegalArgumentException _) {
                    throw new StillwatchException(file + " is damaged: its PEM block is no Base64");
                }
            }
        }
        throw new StillwatchException(file + " " + remedy(found, wanted));
    }

    private static String remedy(String found, String wanted) {
        return switch (found) {
            case "" -> "holds no key in PEM; it needs a block BEGIN " + wanted;
            case "EC PRIVATE KEY" ->
                wanted.equals("PRIVATE KEY")
                        ? "is in the older form SEC 1; convert it: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW"
                        : "is a private key; take the public one from it: openssl pkey -in KEY -pubout -out NEW";
            case "PRIVATE KEY" ->
                "is a private key; take the public one from it: openssl pkey -in KEY -pubout -out NEW";
            case "ENCRYPTED PRIVATE KEY" ->
                "is encrypted; decrypt it for the time of signing: openssl pkcs8 -in KEY -out NEW";
            case "PUBLIC KEY" -> "is a public key; signing needs the private one";
            default -> "holds something else than a key; it needs a block BEGIN " + wanted;
        };
    }

    static PemFile of(String label, byte[] der) {
        return new PemFile(label, Base64.getEncoder().encodeToString(der));
    }

    byte[] der() {
        return Base64.getDecoder().decode(base64);
    }

    /** Writes a file that is not there yet. */
    void write(Path file, boolean secret) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = secret && posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel out =
                FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            ByteBuffer bytes = ByteBuffer.wrap(text());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (FileAlreadyExistsException e) {
            throw new StillwatchException(file + " exists already and is left alone; choose another name", e);
        } catch (IOException e) {
            throw new StillwatchException(file + " cannot be written; check the folder and the disk's room", e);
        }
    }

    /** The file's text as other tools write it: lines of 64 characters, a line feed at the end. */
    byte[] text() {
        String lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der());
        return ("-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
