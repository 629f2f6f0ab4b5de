// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.registry;

import dev.stillwatch.marks.MarkKey;
import java.time.Instant;
import java.util.Optional;

/**
 * One mark that is or was served. Printing it shows no key.
 *
 * @param label its name, unique in the registry
 * @param use what it is for
 * @param key the secret
 * @param period 1 for the first key of a label's line, one more for each rotation
 * @param origin where the key came from
 * @param from when it began to be served
 * @param until when it ceased to be; empty while it is served
 */
public record RegisteredMark(
        String label, MarkUse use, MarkKey key, int period, Origin origin, Instant from, Optional<Instant> until) {

    /** Where a key came from. */
    public enum Origin {
        /** From the registry's own secret. */
        DERIVED,
        /** From the operator, who used it before. */
        IMPORTED
    }

    /** Whether it is served at a time. */
    public boolean servedAt(Instant time) {
        return !time.isBefore(from) && until.map(time::isBefore).orElse(true);
    }

    /** Whether its key stands in public documentation, so that its marks prove nothing. */
    public boolean publicDemoKey() {
        return use.scheme().isPublicDemo(key);
    }

    RegisteredMark endedAt(Instant end) {
        return new RegisteredMark(label, use, key, period, origin, from, Optional.of(end));
    }
}
