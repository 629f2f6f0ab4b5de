// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.policy.UnsignedPacks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a service's policy is from.
 *
 * @param folder of the packs; empty for none: then only people decide
 * @param trustedKeys files of the keys whose signatures count
 * @param refresh how long a change of the folder waits at most before it is looked at
 */
public record PolicyParts(Optional<Path> folder, List<Path> trustedKeys, UnsignedPacks unsigned, Duration refresh) {
    public PolicyParts {
        Objects.requireNonNull(folder, "folder is null");
        trustedKeys = List.copyOf(trustedKeys);
        Objects.requireNonNull(unsigned, "unsigned is null");
        Objects.requireNonNull(refresh, "refresh is null");
    }
}
