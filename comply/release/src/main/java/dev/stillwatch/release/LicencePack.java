// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.PolicyPack;
import java.util.List;

/**
 * One version of a pack of rules on releases. Immutable and thread-safe.
 *
 * @param frame what packs of all kinds have: name, sources, status by time, mode; without rules
 * @param rules in the order of the file
 */
public record LicencePack(PolicyPack frame, List<LicenceRule> rules) {
    public LicencePack {
        rules = List.copyOf(rules);
    }

    /**
     * Reads a pack.
     *
     * @param name what errors call it
     * @throws StillwatchException if it is none; line and remedy are named
     */
    public static LicencePack parse(String name, byte[] yaml) {
        return LicencePackReader.read(name, yaml);
    }
}
