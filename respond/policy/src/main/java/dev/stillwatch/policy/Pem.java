// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys as text between two marker lines (RFC 7468). */
final class Pem {
    private static final int LARGEST = 10_000;

    private Pem() {}

    static String text(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    static byte[] bytes(String label, Path file) {
        String text;
        try (InputStream in = Files.newInputStream(file)) {
            text = new String(in.readNBytes(LARGEST), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new StillwatchException("cannot read the key file " + file + "; check that it exists", e);
        }
        return bytes(label, text, file.toString());
    }

    static byte[] bytes(String label, String text, String name) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (to >= 0 && text.indexOf(begin, to) >= 0) {
            throw new StillwatchException(name + " holds more than one key; keep one in a file");
        }
        try {
            if (from >= 0 && to > from) {
                return Base64.getMimeDecoder()
                        .decode(text.substring(from + begin.length(), to).strip());
            }
        } catch (IllegalArgumentException e) {
            // Falls through: the cause would repeat a piece of the key.
        }
        throw new StillwatchException(
                name + " holds no \"" + begin + "\"; name a PEM file of 'stillwatch policy keygen'");
    }

    static PublicKey publicKey(Path file) {
        return publicKey(bytes("PUBLIC KEY", file), file.toString());
    }

    static PublicKey publicKey(byte[] der, String name) {
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new StillwatchException(name + " is not an Ed25519 public key; other kinds cannot sign packs", e);
        }
    }
}
