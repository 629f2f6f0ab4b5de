// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.detect.Assessment;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.OnlineFalseDiscovery;
import dev.stillwatch.detect.Probability;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.exchange.StillwatchException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which groups may be alarmed on while growing traffic is judged again and again.
 *
 * <p>Each judgement gives chance another opportunity: judged every five minutes, some group of innocents looks guilty
 * sooner or later. So alarms are raised only at looks that are some time apart, and each look spends a share of a budget
 * for a period, in proportion to the time since the last. Of a period's alarms at most a share {@link #RATE} is expected
 * to be false (e-LOND, see {@link OnlineFalseDiscovery}). A service too small for its calibration to certify so little
 * looks less often. Kept in a ledger, so that restarts give no second chance. Not thread-safe.
 */
final class AlarmBudget implements AlarmGrants {
    private static final Probability RATE = new Probability(0.1);

    private final AlarmLedger ledger;
    private final Duration period;
    private final Duration every;

    private record State(Optional<Instant> last, Instant periodStart, int discoveries) {
        static final State FRESH = new State(Optional.empty(), Instant.EPOCH, 0);

        String text() {
            return last.map(Instant::toString).orElse("-") + " " + periodStart + " " + discoveries;
        }

        static State parse(String text) {
            String[] parts = text.strip().split(" ", -1);
            return new State(
                    parts[0].equals("-") ? Optional.empty() : Optional.of(Instant.parse(parts[0])),
                    Instant.parse(parts[1]),
                    Integer.parseInt(parts[2]));
        }
    }

    /**
     * @param ledger holds what has been spent
     * @param period for which the share of false alarms is bounded
     * @param every least time between two looks
     */
    AlarmBudget(AlarmLedger ledger, Duration period, Duration every) {
        this.ledger = ledger;
        this.period = period;
        this.every = every;
        state();
    }

    /** Whoever wrote the ledger last may have been another gateway. */
    private State state() {
        try {
            return ledger.read().map(State::parse).orElse(State.FRESH);
        } catch (DateTimeException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new StillwatchException(
                    ledger.name()
                            + ": is damaged. Remove it to begin with a new budget: up to one period's false alarms may come"
                            + " twice then.",
                    e);
        }
    }

    @Override
    public Set<String> grant(Assessment assessment, Instant now, Predicate<Campaign> known) {
        State state = state();
        Duration elapsed = elapsed(state, assessment, now);
        double finest = Math.min(
                1,
                assessment.calibration().achievable().value()
                        * assessment.calibration().groups());
        int discoveries = now.isBefore(state.periodStart.plus(period)) ? state.discoveries : 0;
        double share = RATE.value() * elapsed.toMillis() / period.toMillis();
        // Decided without looking at any p-value, as the budget demands.
        if (elapsed.compareTo(every) < 0 || finest > share * (discoveries + 1)) {
            return Set.of();
        }
        List<Campaign> proposed = assessment.campaigns().stream()
                .filter(c -> c.verdict() == Verdict.DISTILLATION && !known.test(c))
                .toList();
        List<Probability> pValues = proposed.stream()
                .map(c -> new Probability(Math.min(1, c.pValue().value() * proposed.size())))
                .toList();
        int looks = (int) Math.clamp(Math.ceilDiv(period.toMillis(), elapsed.toMillis()), 1L, Integer.MAX_VALUE);
        OnlineFalseDiscovery.Look look =
                new OnlineFalseDiscovery(RATE, looks, 0, discoveries).look(pValues, new Probability(finest));
        Set<String> granted = new HashSet<>();
        look.granted().stream().forEach(i -> granted.add(proposed.get(i).id()));
        Instant start = now.isBefore(state.periodStart.plus(period)) ? state.periodStart : now;
        // Spent before anybody is told: a crash may cost alarms, never grant some twice.
        ledger.write(new State(Optional.of(now), start, discoveries + granted.size()).text());
        return granted;
    }

    /** Time since the last look; for the first one since the traffic began; never more than a period. */
    private Duration elapsed(State state, Assessment assessment, Instant now) {
        Instant from = state.last.orElseGet(() -> assessment.campaigns().stream()
                .map(Campaign::firstSeen)
                .min(Instant::compareTo)
                .orElse(now));
        Duration elapsed = Duration.between(from, now);
        return elapsed.isNegative() ? Duration.ZERO : elapsed.compareTo(period) > 0 ? period : elapsed;
    }
}
