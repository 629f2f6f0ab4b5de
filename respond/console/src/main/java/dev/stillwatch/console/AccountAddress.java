// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * How an account's name stands in an address. Plain names stand there percent-encoded. Names that an address cannot hold
 * (half a surrogate pair, dots alone), would make it too long, or look like this, are written as a tilde and their UTF-16
 * in Base64: 1,000 characters take 2,700.
 */
final class AccountAddress {
    private static final int LONGEST = 1_500;

    private AccountAddress() {}

    /** The part of an address that stands for a name. */
    static String of(String name) {
        boolean plain = !name.isEmpty()
                && !name.startsWith("~")
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf(0) < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(name);
        String encoded = plain ? URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20") : "";
        return plain && encoded.length() <= LONGEST
                ? encoded
                : "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(utf16(name));
    }

    /** A text as it stands behind a question mark; half a surrogate pair becomes a question mark of its own. */
    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Where the page of an account is. */
    static String path(String name) {
        return "/console/accounts/" + of(name);
    }

    /** The name that a part of an address stands for, after percent-decoding. */
    static String read(String part) {
        if (!part.startsWith("~")) {
            return part;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part.substring(1));
            StringBuilder name = new StringBuilder(bytes.length / 2);
            for (int i = 0; i + 1 < bytes.length; i += 2) {
                name.append((char) ((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
            }
            return name.toString();
        } catch (IllegalArgumentException _) {
            return part;
        }
    }

    /** Not by a charset, which would replace half a surrogate pair. */
    private static byte[] utf16(String name) {
        byte[] bytes = new byte[2 * name.length()];
        for (int i = 0; i < name.length(); i++) {
            bytes[2 * i] = (byte) (name.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) name.charAt(i);
        }
        return bytes;
    }
}
