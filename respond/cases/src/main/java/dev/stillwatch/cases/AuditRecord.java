// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * One record for the audit, being put together: members sorted by name, personal data as commitments. Not thread-safe.
 *
 * <p>A commitment is SHA-256 over a salt and the values, each after its length. The salt stays in the store, so that whoever
 * has the store can prove what a record is about, and once the salt is erased nobody can.
 */
final class AuditRecord {
    private static final SecureRandom SALTS = new SecureRandom();
    private static final int SALT_BYTES = 16;

    private final String type;
    private final byte[] salt = new byte[SALT_BYTES];
    private final TreeMap<String, Object> members = new TreeMap<>();

    AuditRecord(String type, Instant at) {
        this.type = type;
        SALTS.nextBytes(salt);
        with("type", type);
        with("at", StoredTime.read(StoredTime.of(at)).toString());
    }

    /** A value that tells nothing about a person. */
    AuditRecord with(String name, String value) {
        members.put(name, value);
        return this;
    }

    AuditRecord with(String name, Optional<String> value) {
        value.ifPresent(present -> members.put(name, present));
        return this;
    }

    AuditRecord with(String name, long value) {
        members.put(name, value);
        return this;
    }

    /** Stands for values that may be personal, whatever their order. */
    AuditRecord committing(String name, Collection<String> values) {
        members.put(name + "_commitment", commitment(salt, values));
        return this;
    }

    AuditRecord committing(String name, String value) {
        return committing(name, List.of(value));
    }

    /** SHA-256 in hex over a salt and values in sorted order, each after its length in bytes. */
    static String commitment(byte[] salt, Collection<String> values) {
        MessageDigest digest = sha256();
        digest.update(salt);
        for (String value : values.stream().sorted().toList()) {
            byte[] bytes = StoredText.of(value).getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of a text in UTF-8, in hex. */
    static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** SHA-256 of bytes, in hex. */
    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Stores it within the transaction of what it tells of. */
    void store(Handle handle) {
        long number = Counters.next(handle, Counters.AUDIT);
        with("seq", number);
        handle.createUpdate("INSERT INTO audit (number, type, salt, body, delivered)"
                        + " VALUES (:number, :type, :salt, :body, 0)")
                .bind("number", number)
                .bind("type", type)
                .bind("salt", HexFormat.of().formatHex(salt))
                .bind("body", canonical())
                .execute();
    }

    private String canonical() {
        return JsonText.object(out -> {
            for (Map.Entry<String, Object> member : members.entrySet()) {
                if (member.getValue() instanceof Long number) {
                    out.writeNumberProperty(member.getKey(), number);
                } else {
                    out.writeStringProperty(member.getKey(), member.getValue().toString());
                }
            }
        });
    }
}
