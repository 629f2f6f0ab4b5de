// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceVault;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the console shows and works on.
 *
 * @param policy where packs are from
 * @param evidence the log that everything is recorded in; empty where there is none
 * @param users who may sign in
 * @param requestsPerMinute of each user's programs, and of failed attempts from one address
 * @param service what is running now
 * @param clock time by which the service runs and decides
 * @param sessions time by which people's sessions last: the real one, also where a service runs in simulated time
 * @param banner what stands on top of every page, such as that this is a test; empty for nothing
 */
public record ConsoleParts(
        CaseStore store,
        EvidenceVault vault,
        RunningParts service,
        PolicyParts policy,
        Optional<EvidenceParts> evidence,
        List<AdminUser> users,
        int requestsPerMinute,
        InstantSource clock,
        InstantSource sessions,
        Optional<String> banner) {
    public ConsoleParts {
        Objects.requireNonNull(store, "store is null");
        Objects.requireNonNull(vault, "vault is null");
        Objects.requireNonNull(service, "service is null");
        Objects.requireNonNull(policy, "policy is null");
        Objects.requireNonNull(evidence, "evidence is null");
        users = List.copyOf(users);
        Objects.requireNonNull(clock, "clock is null");
        Objects.requireNonNull(sessions, "sessions is null");
        Objects.requireNonNull(banner, "banner is null");
    }
}
