// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What speaks for and against one account, in words and log-odds, and what could not be seen of it. */
final class AccountEvidence {
    private static final int PRIOR_PROMPTS = 5;

    private AccountEvidence() {}

    /** What an account shows by itself: weak on purpose, it only ranks accounts that no cohort explains. */
    static List<Signal> alone(AccountFacts facts, CohortFacts ordinary) {
        List<Signal> signals = new ArrayList<>();
        if (!Double.isNaN(facts.elicitation()) && !Double.isNaN(ordinary.elicitation())) {
            double steadied = (facts.elicitation() * facts.withText() + ordinary.elicitation() * PRIOR_PROMPTS)
                    / (facts.withText() + PRIOR_PROMPTS);
            signals.add(signal(
                    Channel.ELICITATION,
                    Math.clamp(Math.log((steadied + 0.03) / (ordinary.elicitation() + 0.03)), -0.5, 1.5),
                    "on its own: %.1f %% of its prompts ask for what trains a model, %.1f %% among others",
                    100 * facts.elicitation(),
                    100 * ordinary.elicitation()));
        }
        if (!Double.isNaN(facts.hourConcentration()) && !Double.isNaN(ordinary.hourConcentration())) {
            signals.add(signal(
                    Channel.TIMING,
                    Math.clamp(0.5 * (ordinary.hourConcentration() - facts.hourConcentration()), -0.3, 0.3),
                    "on its own: its day is concentrated to %.2f, others' to %.2f (0 = round the clock)",
                    facts.hourConcentration(),
                    ordinary.hourConcentration()));
        }
        return signals;
    }

    /** How far an account takes part in a cohort, and, if it does, what speaks for and against that cohort. */
    static List<Signal> inCohort(AccountView account, JudgedCohort judged, double memberNats) {
        Membership membership = judged.cohort().membership();
        List<Signal> signals = new ArrayList<>();
        signals.add(signal(
                Channel.MEMBERSHIP,
                Math.clamp(memberNats, -20, 20),
                "its prompts fit those of a group of %d accounts to %.2f (the group's median %.2f, others' %.2f)",
                judged.cohort().members().size(),
                membership.participation(account.index),
                membership.groupMean(),
                membership.otherMedian()));
        if (memberNats > 0) {
            for (Signal signal : judged.evidence().signals()) {
                signals.add(new Signal(signal.channel(), signal.logOdds(), "its group: " + signal.summary()));
            }
        }
        return signals;
    }

    /** Strongest first, whichever way they speak. */
    static List<Signal> sorted(List<Signal> signals) {
        return signals.stream()
                .sorted(Comparator.comparingDouble(
                        (Signal s) -> -Math.abs(s.logOdds().nats())))
                .toList();
    }

    static List<MissingSignal> missing(AccountView account) {
        List<MissingSignal> missing = new ArrayList<>();
        if (!account.hasText()) {
            missing.add(new MissingSignal(
                    Channel.ELICITATION, "no prompt text was logged: what was asked, and how alike, stays unseen"));
        }
        if (account.profile.exchanges() < 3) {
            missing.add(new MissingSignal(Channel.TIMING, "fewer than 3 exchanges: no daily rhythm can be seen"));
        }
        if (LinkedFacts.strongLinks(account).isEmpty()) {
            missing.add(new MissingSignal(Channel.IDENTITY, "neither payment nor address was logged"));
        }
        if (account.profile.createdMillis() == 0) {
            missing.add(new MissingSignal(Channel.IDENTITY, "the account's creation time was not logged"));
        }
        return missing;
    }

    private static Signal signal(Channel channel, double nats, String format, Object... facts) {
        return new Signal(channel, new LogOdds(nats), String.format(Locale.ROOT, format, facts));
    }
}
