// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.consolebench;

import dev.stillwatch.console.Judgement;
import dev.stillwatch.console.RunningParts;
import dev.stillwatch.console.ServiceFigures;
import dev.stillwatch.console.ServiceHealth;
import dev.stillwatch.console.ServiceNotice;
import dev.stillwatch.detect.Assessment;
import dev.stillwatch.policy.PackSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service that has nothing to do: only pages are measured. */
final class IdleService implements RunningParts {
    @Override
    public Map<String, Object> status() {
        return Map.of();
    }

    @Override
    public PackSet packs() {
        return PackSet.EMPTY;
    }

    @Override
    public Optional<String> refusedPolicy() {
        return Optional.empty();
    }

    @Override
    public Optional<Assessment> assessment() {
        return Optional.empty();
    }

    @Override
    public ServiceFigures figures() {
        return new ServiceFigures(
                ServiceFigures.Requests.NONE,
                new ServiceFigures.Exchanges(0, 0, 0, 0, 0, 0, 0),
                new ServiceFigures.Detection(Optional.empty(), Duration.ZERO, Optional.empty(), Optional.empty()));
    }

    @Override
    public List<ServiceNotice> notices() {
        return List.of();
    }

    @Override
    public Optional<Judgement> judgement() {
        return Optional.empty();
    }

    @Override
    public ServiceHealth health() {
        throw new UnsupportedOperationException("no page that is measured shows it");
    }

    @Override
    public void assess() {}

    @Override
    public void refresh() {}
}
