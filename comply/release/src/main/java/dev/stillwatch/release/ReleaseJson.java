// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.records.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Records of releases as JSON, the same text for equal records; read strictly. */
public final class ReleaseJson {
    private static final StrictJson JSON = StrictJson.of(ReleaseFact.LISTED_IN);

    private ReleaseJson() {}

    /** A record. */
    public static String write(Object record) {
        return JSON.write(record);
    }

    /** What happened to a release, with its kind. */
    static String write(ReleaseEvent event) {
        return JSON.write(event, ReleaseEvent.class);
    }

    /**
     * Reads a record.
     *
     * @param name of what is read, for messages
     * @throws dev.stillwatch.exchange.StillwatchException if it is no such record; names the place, not what stands there
     */
    public static <T> T read(String json, Class<T> type, String name) {
        return JSON.read(json, type, name);
    }

    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
