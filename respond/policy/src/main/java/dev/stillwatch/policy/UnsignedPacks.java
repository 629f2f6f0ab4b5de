// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

/** What to do with a pack that has no signature. */
public enum UnsignedPacks {
    /** Refuse it, and all packs loaded with it. */
    REFUSE,
    /** Take it; for trying packs out, and for folders that only their writers can write to. */
    ALLOW
}
