// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.intel;

import dev.stillwatch.exchange.StillwatchException;
import java.util.Base64;

/**
 * A consortium's key as members hand it on: a JSON object with {@code id} and {@code secret}, which is base64. Whoever has it
 * can try identifiers against all tokens.
 */
public final class SharingKeyFile {
    private record Content(String id, String secret) {}

    private SharingKeyFile() {}

    /** The file's text. It is a secret. */
    public static String text(SharingKey key) {
        return StoredJson.write(new Content(key.id(), Base64.getEncoder().encodeToString(key.secret()))) + "\n";
    }

    /**
     * Reads a key.
     *
     * @param place of the text, for messages
     * @throws StillwatchException if it is none; it holds nothing of the text
     */
    public static SharingKey read(String text, String place) {
        Content content = StoredJson.read(text, Content.class, place);
        try {
            return new SharingKey(content.id(), Base64.getDecoder().decode(content.secret()));
        } catch (IllegalArgumentException e) {
            throw new StillwatchException(
                    place + ": it has no id of 1 to 32 lower-case letters, digits and hyphens, or no" + " secret of "
                            + SharingKey.BYTES + " bytes in base64; ask who made it for it again");
        }
    }
}
