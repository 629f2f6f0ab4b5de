// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The groups to be called distillation, from the whole traffic and from shorter windows, with their sure members.
 *
 * <p>Groups' p-values are corrected for how many were looked at. Where shorter windows were judged, the groups of the
 * whole and those of all shorter windows together get half of the false discoveries allowed each (weighted
 * Benjamini-Hochberg; Genovese, Roeder and Wasserman, Biometrika 93, 2006). No two groups share an account, as a shorter
 * window is judged without those who belong to a group of the whole or of a longer window.
 */
final class Accusations {
    /** Exchanges below which an account is not accused, whatever they are: a prompt or two accuse nobody. */
    static final int LEAST_ACCUSED = 4;
    /** Log-odds of membership, prior included, below which an account is not accused with its cohort. */
    private static final double SURE_MEMBER = 3;
    /** Of the groups called distillation, the share that may be called so falsely. */
    private static final double FALSE_DISCOVERY_RATE = 0.1;

    private final JudgedTraffic whole;
    private final List<ShortWindow> windows;
    private final FusedScores scores;
    private final Yardstick yardstick;
    private final HeldFindings findings;
    private final List<JudgedCohort> standing;

    /**
     * Prepares accusations.
     *
     * @param findings cover accounts that are not accused
     * @param standing the whole's groups without those accounts, by the same numbers
     */
    Accusations(
            JudgedTraffic whole,
            List<ShortWindow> windows,
            FusedScores scores,
            Yardstick yardstick,
            HeldFindings findings,
            List<JudgedCohort> standing) {
        this.whole = whole;
        this.findings = findings;
        this.standing = List.copyOf(standing);
        this.windows = List.copyOf(windows);
        this.scores = scores;
        this.yardstick = yardstick;
    }

    /**
     * A group to be called distillation.
     *
     * @param window where it was found; empty for the whole
     */
    record Accused(
            LogOdds logOdds,
            Probability pValue,
            List<Signal> signals,
            List<MissingSignal> missing,
            List<AccountView> members,
            Optional<Window> window) {
        Accused {
            signals = List.copyOf(signals);
            missing = List.copyOf(missing);
            members = List.copyOf(members);
        }

        private Accused corrected(double corrected) {
            return new Accused(logOdds, new Probability(corrected), signals, missing, members, window);
        }
    }

    /** How many groups were looked at, each counted as often as its p-value is corrected for. */
    int examined() {
        return windows.isEmpty()
                ? whole.found().examined()
                : 2 * Math.max(whole.found().examined(), examinedShort());
    }

    private int examinedShort() {
        return windows.stream().mapToInt(ShortWindow::examined).sum();
    }

    /** The groups, those of the whole first. */
    List<Accused> find() {
        int shares = windows.isEmpty() ? 1 : 2;
        List<Accused> found =
                new ArrayList<>(discovered(ofWhole(), shares * whole.found().examined()));
        discovered(ofWindows(), shares * examinedShort()).stream()
                .sorted(Comparator.comparingDouble((Accused a) -> a.pValue.value())
                        .thenComparing(Accused::logOdds, Comparator.reverseOrder()))
                .forEach(found::add);
        return found;
    }

    private static List<Accused> discovered(List<Accused> accused, int tests) {
        double[] corrected = FalseDiscovery.corrected(
                accused.stream().mapToDouble(a -> a.pValue.value()).toArray(), tests);
        return IntStream.range(0, corrected.length)
                .filter(i -> corrected[i] <= FALSE_DISCOVERY_RATE)
                .mapToObj(i -> accused.get(i).corrected(corrected[i]))
                .toList();
    }

    private List<Accused> ofWhole() {
        List<Accused> accused = new ArrayList<>();
        for (int k = 0; k < standing.size(); k++) {
            JudgedCohort cohort = standing.get(k);
            if (cohort.verdict() == Verdict.DISTILLATION) {
                List<AccountView> sure = plausible(whole, k).stream()
                        .filter(m -> whole.scores().score(m.index) >= yardstick.threshold(m))
                        .toList();
                CohortEvidence evidence = cohort.evidence();
                add(cohort.logOdds(), evidence.signals(), evidence.missing(), sure, Optional.empty(), accused);
            }
        }
        return accused;
    }

    private List<Accused> ofWindows() {
        Map<String, AccountView> byName = new HashMap<>();
        whole.population().current().forEach(a -> byName.put(a.profile.account(), a));
        List<Accused> accused = new ArrayList<>();
        for (ShortWindow window : windows) {
            for (ShortWindow.Candidate candidate : window.candidates()) {
                List<AccountView> sure = candidate.members().stream()
                        .filter(m -> m.membership() - scores.chances(window) > SURE_MEMBER)
                        .flatMap(m -> Optional.ofNullable(byName.get(m.account())).stream())
                        .filter(m -> scores.score(m, window) >= yardstick.threshold(m) && !Measurers.measures(m))
                        .toList();
                add(
                        candidate.logOdds(),
                        candidate.signals(),
                        candidate.missing(),
                        sure,
                        Optional.of(window.window()),
                        accused);
            }
        }
        return accused;
    }

    private void add(
            LogOdds logOdds,
            List<Signal> signals,
            List<MissingSignal> missing,
            List<AccountView> sure,
            Optional<Window> window,
            List<Accused> to) {
        List<AccountView> members =
                sure.stream().filter(m -> !findings.cover(m)).toList();
        if (members.size() >= CohortRefiner.LEAST_MEMBERS) {
            List<MissingSignal> lacking = new ArrayList<>(missing);
            if (members.size() < sure.size()) {
                lacking.add(new MissingSignal(
                        Channel.LEGITIMATE_USE,
                        String.format(
                                Locale.ROOT,
                                "accounts that act the same, but that people found benign, are left out: %d",
                                sure.size() - members.size())));
            }
            to.add(new Accused(logOdds, yardstick.pValue(members), signals, lacking, members, window));
        }
    }

    /** Members of a cohort that may be accused with it if they score high enough. */
    static List<AccountView> plausible(JudgedTraffic judged, int cohort) {
        CohortFacts facts = judged.found().cohorts().get(cohort).facts();
        // Without text a pool of resold access and a campaign look alike: whoever shares a payer is not accused.
        boolean textless = Double.isNaN(facts.elicitation());
        BitSet sharePayer = new BitSet();
        if (textless) {
            OrganisationJudge.payers(judged.population().current())
                    .forEach(group -> group.forEach(a -> sharePayer.set(a.index)));
        }
        BitSet member = new BitSet();
        judged.found().cohorts().get(cohort).cohort().members().forEach(m -> member.set(m.index));
        AccountScores scores = judged.scores();
        return judged.population().current().stream()
                .filter(a -> member.get(a.index)
                        && scores.cohort(a.index) == cohort
                        && scores.membership(a.index) > SURE_MEMBER
                        && a.profile.exchanges() >= LEAST_ACCUSED
                        && !judged.measurers().explains(a, facts)
                        && !sharePayer.get(a.index))
                .toList();
    }

    /** What speaks for and against an account in one stretch of traffic. */
    static List<Signal> signals(AccountView account, JudgedTraffic judged) {
        List<Signal> signals = new ArrayList<>(AccountEvidence.alone(account.facts, judged.ordinary()));
        int cohort = judged.scores().cohort(account.index);
        if (cohort >= 0) {
            signals.addAll(AccountEvidence.inCohort(
                    account,
                    judged.found().cohorts().get(cohort),
                    judged.scores().membership(account.index)));
        }
        return signals;
    }
}
