// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.range;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.OnlineFalseDiscovery;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which campaigns of look after look at growing traffic may be alarmed on, so that of each week's alarms at most a share
 * {@value #FALSE_DISCOVERY_RATE} is expected to be false. A week, because a budget for longer would have to be cut into
 * shares finer than a few thousand calibration accounts can resolve. Keeps state; not thread-safe.
 */
final class GrantedAlarms {
    private static final double FALSE_DISCOVERY_RATE = 0.1;

    private static final Duration WEEK = Duration.ofDays(7);

    private final Set<String> known = new HashSet<>();
    private OnlineFalseDiscovery budget;

    /** Alarms of looks every {@code step} from {@code start} to {@code end}. */
    GrantedAlarms(Instant start, Instant end, Duration step) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step of " + step);
        }
        Duration all = Duration.between(start, end);
        Duration period = all.compareTo(WEEK) < 0 ? all : WEEK;
        long looks = Math.clamp(period.dividedBy(step), 1, Integer.MAX_VALUE);
        budget = OnlineFalseDiscovery.over((int) looks, new Probability(FALSE_DISCOVERY_RATE));
    }

    /** Takes the next look; returns the ids of campaigns that it newly raises an alarm on. */
    Set<String> look(Assessment assessment) {
        List<Campaign> proposed = assessment.campaigns().stream()
                .filter(c -> c.verdict() == Verdict.DISTILLATION && !mostlyKnown(c))
                .toList();
        List<Probability> pValues = new ArrayList<>();
        for (Campaign campaign : proposed) {
            // The correction within a look divides by the rank among the accused; a budget over looks must not.
            pValues.add(atMostOne(campaign.pValue().value() * proposed.size()));
        }
        Probability finest = atMostOne(assessment.calibration().achievable().value()
                * assessment.calibration().groups());
        OnlineFalseDiscovery.Look look = budget.look(pValues, finest);
        budget = look.after();
        Set<String> granted = new HashSet<>();
        look.granted().stream().forEach(i -> {
            granted.add(proposed.get(i).id());
            known.addAll(proposed.get(i).accounts());
        });
        return granted;
    }

    /** The same group grown is no new discovery. */
    private boolean mostlyKnown(Campaign campaign) {
        return 2 * campaign.accounts().stream().filter(known::contains).count()
                >= campaign.accounts().size();
    }

    private static Probability atMostOne(double value) {
        return new Probability(Math.min(1, value));
    }
}
