// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Judges a finished stretch of traffic: which accounts act as one to harvest the model, and how sure that is.
 *
 * <p>A pure function of two summaries: no clock, randomness or I/O, and no threads but those it is lent. Immutable and thread-safe; memory and time
 * grow with accounts and their sampled exchanges, not with the traffic behind them.
 */
public final class Detector {
    /** Benign accounts below which shorter windows are not judged: too few to tell a rare score from a common one. */
    static final int LEAST_FOR_WINDOWS = 400;

    private final DetectorSettings settings;

    public Detector(DetectorSettings settings) {
        this.settings = settings;
    }

    /** Judges {@code traffic}; {@code baseline} is earlier traffic taken as benign, or an empty summary. */
    public Assessment assess(TrafficSummary traffic, TrafficSummary baseline) {
        return assess(traffic, baseline, List.of(), Parallel.SEQUENTIAL);
    }

    /** Judges {@code traffic} as a whole and in shorter windows, on the calling thread. */
    public Assessment assess(WindowedTraffic traffic, WindowedTraffic baseline, List<Window> windows) {
        return assess(traffic, baseline, windows, Parallel.SEQUENTIAL);
    }

    /**
     * Judges {@code traffic} as a whole, and shorter windows of it for what the whole would drown; every account gets
     * one verdict and one p-value over all of them.
     *
     * <p>A window is judged without the accounts that the whole or a longer window holds to take part in distillation. With
     * them, everybody who resembles them more than the window's other accounts do would join their group on the strength
     * of their evidence: what a window adds must stand by itself.
     *
     * @param windows shorter than the whole; each is compared with a stretch of the baseline of its own length. Left out
     *     where there are fewer benign accounts than {@value #LEAST_FOR_WINDOWS}
     * @param parallel lends threads; the result is the same for any of it
     */
    public Assessment assess(
            WindowedTraffic traffic, WindowedTraffic baseline, List<Window> windows, Parallel parallel) {
        return assess(traffic, baseline, windows, parallel, ConfirmedBenign.NONE);
    }

    /**
     * Judges {@code traffic} knowing which accounts people have found to be benign.
     *
     * <p>Groups are found and scored as if nobody had found anything. An account whose finding holds at the end of the
     * traffic is not accused: where it would have been, it is "insufficient", with the finding among what is missing. The
     * others of its group are accused if they look like a campaign without it. Thresholds and p-values stay what they
     * are, unless more than half of a group called distillation was found benign; that group then counts as one more
     * benign account, and never as more. With a baseline that has not drifted, even that changes nothing.
     *
     * @param baseline empty where settings ask for parts; so are {@code windows}
     * @param confirmed findings; one holds for as long as it says, by the time of the latest exchange, and only while the
     *     account does not ask for other things than before, as far as both can be seen in {@code traffic}
     */
    public Assessment assess(
            WindowedTraffic traffic,
            WindowedTraffic baseline,
            List<Window> windows,
            Parallel parallel,
            ConfirmedBenign confirmed) {
        if (settings.parts().count() > 1) {
            if (!windows.isEmpty() || baseline.span().isPresent()) {
                throw new IllegalArgumentException("accounts in parts are judged without baseline and shorter windows");
            }
            return new SpreadDetector(settings).assess(traffic.whole(), parallel, confirmed);
        }
        TrafficSummary all = traffic.whole();
        JudgedTraffic whole = judged(all, baseline.whole(), parallel, CohortSearch::find);
        HeldFindings findings = HeldFindings.of(confirmed, whole, traffic.span());
        List<ShortWindow> shorter = new ArrayList<>();
        Population population = whole.population();
        int benign = population.hasBaseline()
                ? population.baseline().size()
                : whole.bulk().size();
        if (benign >= LEAST_FOR_WINDOWS) {
            Map<Duration, Integer> turns = new HashMap<>();
            Set<String> known = whole.suspects();
            for (Window window : longestFirst(windows)) {
                int turn = turns.merge(window.length(), 1, Integer::sum) - 1;
                TrafficSummary part = traffic.during(window).without(known);
                if (part.accounts() >= ShortWindow.LEAST_ACCOUNTS) {
                    TrafficSummary beside = beside(baseline, window.length(), turn);
                    ShortWindow judged =
                            ShortWindow.of(window, judged(part, beside, parallel, CohortSearch::findAlike), findings);
                    shorter.add(judged);
                    known.addAll(judged.suspects());
                }
            }
        }
        BaselineDrift drift = new DriftJudge(population, whole.space()).compare(suspects(whole, shorter));
        return new Verdicts(whole, traffic.span(), shorter, drift, findings, settings).assessment(all.exchanges());
    }

    /** Of windows of one length the given order counts. */
    private static List<Window> longestFirst(List<Window> windows) {
        return windows.stream()
                .sorted(Comparator.comparing(Window::length).reversed())
                .toList();
    }

    private static JudgedTraffic judged(
            TrafficSummary traffic,
            TrafficSummary baseline,
            Parallel parallel,
            Function<CohortSearch, CohortSearch.Found> search) {
        Population population = Population.of(traffic, baseline, parallel);
        ContentSpace space = ContentSpace.fit(population.all(), parallel);
        return JudgedTraffic.of(population, space, search.apply(new CohortSearch(population, space)));
    }

    /** The baseline's stretch to stand beside the {@code turn}-th window of a length: one after the other, round again. */
    private static TrafficSummary beside(WindowedTraffic baseline, Duration length, int turn) {
        return baseline.span()
                .map(span -> {
                    List<Window> stretches = span.split(length);
                    // The first may begin before the baseline does.
                    List<Window> full = stretches.size() > 1 ? stretches.subList(1, stretches.size()) : stretches;
                    return baseline.during(full.get(turn % full.size()));
                })
                .orElseGet(TrafficSummary::new);
    }

    /** Members of groups that look like more than chance, by account index: whatever they do is no drift. */
    private static BitSet suspects(JudgedTraffic whole, List<ShortWindow> windows) {
        BitSet suspects = new BitSet();
        for (JudgedCohort cohort : whole.found().cohorts()) {
            if (cohort.logOdds().nats() > 0) {
                cohort.cohort().members().forEach(m -> suspects.set(m.index));
            }
        }
        for (AccountView account : whole.population().current()) {
            String name = account.profile.account();
            if (windows.stream().anyMatch(w -> w.suspects().contains(name))) {
                suspects.set(account.index);
            }
        }
        return suspects;
    }
}
