// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.evidence;

/** What an Ed25519 key signs, with its type byte in C2SP signed-note. */
public enum KeyKind {
    /** A log's own checkpoints. */
    LOG((byte) 1),
    /** Checkpoints of others that were seen to grow by appending only (C2SP tlog-cosignature). */
    WITNESS((byte) 4);

    private final byte type;

    KeyKind(byte type) {
        this.type = type;
    }

    byte type() {
        return type;
    }
}
