// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

/**
 * Takes a record of everything that must be provable later, such as a tamper-evident log.
 *
 * <p>Called in order, by one thread at a time, after what it tells of is stored; what could not be handed over is handed
 * over again later, by another process too, so a record may come twice: its {@code seq} tells. Records hold no
 * personal data: accounts and names of people stand as commitments, that is, salted hashes.
 */
@FunctionalInterface
public interface AuditSink {

    /** Takes nothing: records wait in the store until a process with another sink opens it. */
    AuditSink NONE = (type, canonicalJson) -> {};

    /**
     * Keeps a record for good before it returns.
     *
     * @param type what happened, such as {@code action.approved}
     * @param canonicalJson one object in UTF-8: members sorted by name, no white space
     * @throws RuntimeException if it cannot; the record is then offered again
     */
    void append(String type, byte[] canonicalJson);
}
