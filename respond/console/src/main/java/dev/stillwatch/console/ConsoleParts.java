// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceVault;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/**
 * What the console shows and works on.
 *
 * @param users who may sign in
 * @param requestsPerMinute of each user's programs, and of failed attempts from one address
 * @param service what is running now
 */
public record ConsoleParts(
        CaseStore store,
        EvidenceVault vault,
        RunningParts service,
        List<AdminUser> users,
        int requestsPerMinute,
        InstantSource clock) {
    public ConsoleParts {
        Objects.requireNonNull(store, "store is null");
        Objects.requireNonNull(vault, "vault is null");
        Objects.requireNonNull(service, "service is null");
        users = List.copyOf(users);
        Objects.requireNonNull(clock, "clock is null");
    }
}
