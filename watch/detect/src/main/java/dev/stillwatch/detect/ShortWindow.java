// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What judging a shorter window has to add to the whole: groups found there, and the scores of accounts that take part
 * in one called distillation. Accounts go by name, and the window's traffic is let go of.
 *
 * @param current scores by account
 * @param baseline scores by account of the baseline traffic that stood beside the window
 * @param suspects who takes part in a group called distillation
 * @param examined how many groups were looked at
 */
record ShortWindow(
        Window window,
        Map<String, Reading> current,
        Map<String, Double> baseline,
        List<Candidate> candidates,
        Set<String> suspects,
        int examined) {

    /** Fewer accounts hold no campaign, see {@link CohortJudge}. */
    static final int LEAST_ACCOUNTS = 25;

    /** An account's score in the window, and what speaks for and against it there. */
    record Reading(double score, List<Signal> signals) {
        Reading {
            signals = List.copyOf(signals);
        }
    }

    /** An account and the log-odds that it belongs to a group of the window, prior included. */
    record Member(String account, double membership) {}

    /** A group called distillation, with its members but for the thresholds. */
    record Candidate(LogOdds logOdds, List<Signal> signals, List<MissingSignal> missing, List<Member> members) {
        Candidate {
            signals = List.copyOf(signals);
            missing = List.copyOf(missing);
            members = List.copyOf(members);
        }
    }

    ShortWindow {
        current = Map.copyOf(current);
        baseline = Map.copyOf(baseline);
        candidates = List.copyOf(candidates);
        suspects = Set.copyOf(suspects);
    }

    static ShortWindow of(Window window, JudgedTraffic judged, HeldFindings findings) {
        Map<String, Reading> current = new HashMap<>();
        Map<String, Double> baseline = new HashMap<>();
        AccountScores scores = judged.scores();
        for (AccountView account : judged.population().all()) {
            // A group that is not called distillation scores by what is noise there: the whole says it better.
            int cohort = scores.cohort(account.index);
            if (cohort >= 0
                    && judged.found().cohorts().get(cohort).verdict() == Verdict.DISTILLATION
                    && scores.membership(account.index) > 0) {
                double score = scores.score(account.index);
                if (account.baseline) {
                    baseline.put(account.profile.account(), score);
                } else {
                    current.put(
                            account.profile.account(),
                            new Reading(score, AccountEvidence.sorted(Accusations.signals(account, judged))));
                }
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        List<JudgedCohort> cohorts = judged.standing(findings);
        for (int k = 0; k < cohorts.size(); k++) {
            JudgedCohort cohort = cohorts.get(k);
            if (cohort.verdict() == Verdict.DISTILLATION) {
                List<Member> members = Accusations.plausible(judged, k).stream()
                        .map(m -> new Member(m.profile.account(), scores.membership(m.index)))
                        .toList();
                CohortEvidence evidence = cohort.evidence();
                candidates.add(new Candidate(cohort.logOdds(), evidence.signals(), evidence.missing(), members));
            }
        }
        return new ShortWindow(
                window,
                current,
                baseline,
                candidates,
                judged.suspects(),
                judged.found().examined());
    }
}
