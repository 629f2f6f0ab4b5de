// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that is simulated but the seed.
 *
 * @param start when the scored traffic begins
 * @param duration how long it lasts
 * @param baseline how long before the start benign traffic is written apart; zero for no baseline
 * @param release how long after the start a new model is released; present only where one is
 * @param prompts folder of real prompts to give to people instead of made-up ones
 * @param timing folder of ServeGen traces to give to applications instead of fitted parameters
 */
public record Scenario(
        Instant start,
        Duration duration,
        Duration baseline,
        Optional<Duration> release,
        Population population,
        List<CampaignPlan> campaigns,
        Optional<Path> prompts,
        Optional<Path> timing) {
    public Scenario {
        Objects.requireNonNull(start, "start is null");
        if (duration.isNegative() || duration.isZero() || baseline.isNegative()) {
            throw new IllegalArgumentException("scenario lasts " + duration + " with a baseline of " + baseline);
        }
        Objects.requireNonNull(release, "release is null");
        Objects.requireNonNull(population, "population is null");
        campaigns = List.copyOf(campaigns);
        if (campaigns.stream().map(CampaignPlan::name).distinct().count() < campaigns.size()) {
            throw new IllegalArgumentException("two campaigns have the same name");
        }
        Objects.requireNonNull(prompts, "prompts is null");
        Objects.requireNonNull(timing, "timing is null");
    }

    /** When the scored traffic ends. */
    public Instant end() {
        return start.plus(duration);
    }
}
