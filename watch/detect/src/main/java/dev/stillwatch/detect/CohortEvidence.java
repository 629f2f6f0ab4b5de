// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What speaks for and against a group being one harvest: capped log-odds per channel, each with its measured fact.
 *
 * <p>Every channel compares the group with the others seen in the same traffic (or the baseline), never with a fixed
 * idea of what people do. Effects, not significances, are scored: a group of ten thousand is not more suspicious than
 * one of a hundred that behaves alike. Caps keep any one channel from deciding alone.
 */
final class CohortEvidence {
    private static final double HARVESTS = 1.0;

    private final List<Signal> signals = new ArrayList<>();
    private final List<MissingSignal> missing = new ArrayList<>();

    /** Unrelated customers from which a product or job they share no longer explains acting alike. */
    private final int many;

    private final boolean crowd;

    private CohortEvidence(int units, int many) {
        this.many = many;
        this.crowd = units >= many;
    }

    /** Whether the group is too large for a product or job that strangers share to explain it. */
    boolean crowd() {
        return crowd;
    }

    /** Weighs a group against the others; {@code population} is how many accounts are under judgement. */
    static CohortEvidence weigh(
            int population,
            CohortFacts group,
            CohortFacts others,
            double separation,
            Overdispersion overdispersion,
            Overdispersion otherDispersion) {
        CohortEvidence evidence = new CohortEvidence(
                group.units(), Crowd.least(group.tellsWhoIsWho() || others.tellsWhoIsWho(), population));
        if (Double.isNaN(group.elicitation())) {
            // What is left of a prompt without text are its settings: a separation in them is no content.
            evidence.missing.add(new MissingSignal(Channel.CONTENT, "no prompt text to compare what members send"));
        } else {
            evidence.content(separation, overdispersion, otherDispersion);
        }
        evidence.elicitation(group, others);
        evidence.template(group, others);
        evidence.coverage(group, others);
        evidence.timing(group, others);
        evidence.loadBalancing(group, others);
        evidence.identity(group, others);
        evidence.parameters(group, others);
        evidence.legitimateUse(group, others);
        evidence.signals.sort(Comparator.comparing(Signal::logOdds).reversed());
        return evidence;
    }

    List<Signal> signals() {
        return List.copyOf(signals);
    }

    List<MissingSignal> missing() {
        return List.copyOf(missing);
    }

    /** Adds why the group cannot be told from others whatever the channels say. */
    void cannotTell(String why) {
        missing.add(new MissingSignal(Channel.MEMBERSHIP, why));
    }

    /** The sum of all channels. */
    LogOdds total() {
        return signals.stream().map(Signal::logOdds).reduce(LogOdds.NONE, LogOdds::plus);
    }

    /** The sum of one channel. */
    double of(Channel channel) {
        return signals.stream()
                .filter(s -> s.channel() == channel)
                .mapToDouble(s -> s.logOdds().nats())
                .sum();
    }

    /** Whether members clearly ask for what trains a model more than others do. */
    boolean harvests() {
        return of(Channel.ELICITATION) >= HARVESTS;
    }

    private void content(double separation, Overdispersion group, Overdispersion others) {
        if (!group.known() || !others.known()) {
            missing.add(new MissingSignal(
                    Channel.CONTENT, "too few prompts per account to tell shared content from personal interests"));
        } else {
            double expected = others.atVolume(group.prompts());
            add(
                    Channel.CONTENT,
                    Math.clamp(5 * (Math.min(expected, 1.75) - 0.1 - group.ratio()), -4, 2.5),
                    "members' prompts differ %.2f times as much as draws from one pile would; others with as many prompts"
                            + " differ %.2f times (1 = dealt like cards, more = interests of their own)",
                    group.ratio(),
                    expected);
        }
        add(
                Channel.CONTENT,
                Math.clamp(0.5 * (separation - 3), -2, 1.5),
                "what members send lies %.1f standard deviations away from what others send",
                separation);
    }

    private void elicitation(CohortFacts group, CohortFacts others) {
        if (Double.isNaN(group.elicitation())) {
            missing.add(new MissingSignal(
                    Channel.ELICITATION, "the logs hold no prompt text: nothing is known of what was asked"));
            return;
        }
        double base = known(others.elicitation(), 0.03);
        add(
                Channel.ELICITATION,
                Math.clamp(1.3 * Math.log((group.elicitation() + 0.02) / (base + 0.02)), -1, 4),
                "%.1f %% of prompts ask for what trains a model%s, against %.1f %% among others",
                100 * group.elicitation(),
                group.asksFor()
                        .map(kind -> " (mostly " + kind.label().replace('-', ' ') + ")")
                        .orElse(""),
                100 * base);
    }

    private void template(CohortFacts group, CohortFacts others) {
        if (Double.isNaN(group.templateShare())) {
            return;
        }
        double base = known(others.templateShare(), 0.1);
        add(
                Channel.TEMPLATE,
                Math.clamp(1.5 * (group.templateShare() - base), -0.1, 1),
                "%.0f %% of prompts follow a pattern that unrelated members share, against %.0f %% among others",
                100 * group.templateShare(),
                100 * base);
    }

    private void coverage(CohortFacts group, CohortFacts others) {
        if (Double.isNaN(group.collision()) || Double.isNaN(others.collision())) {
            missing.add(new MissingSignal(Channel.COVERAGE, "no prompt text to compare for collisions"));
            return;
        }
        double ratio = Math.log((others.collision() + 1e-7) / (group.collision() + 1e-7));
        add(
                Channel.COVERAGE,
                Math.clamp(0.3 * ratio, -2.5, 1) - 2 * Math.clamp(group.collision() * 20 - 0.2, 0, 1),
                "two members send the same prompt %.1e of the time, two others %.1e: %s",
                group.collision(),
                others.collision(),
                ratio > 0 ? "work dealt out without overlap" : "shared prompts, as in a class or a viral template");
    }

    private void timing(CohortFacts group, CohortFacts others) {
        if (Double.isNaN(group.hourConcentration()) || Double.isNaN(others.hourConcentration())) {
            missing.add(new MissingSignal(Channel.TIMING, "too few exchanges per account to see a daily rhythm"));
        } else {
            double difference = others.hourConcentration() - group.hourConcentration();
            add(
                    Channel.TIMING,
                    Math.clamp(5 * difference - 0.3, -2.5, 1.8),
                    "members' days are concentrated to %.2f, others' to %.2f (0 = round the clock, 1 = one hour only)",
                    group.hourConcentration(),
                    others.hourConcentration());
        }
        if (!Double.isNaN(group.gapEvenness()) && !Double.isNaN(others.gapEvenness())) {
            double difference = group.gapEvenness() - others.gapEvenness();
            add(
                    Channel.TIMING,
                    Math.clamp(8 * difference - 0.2, -1.5, 1.2),
                    "evenness of successive gaps is %.2f, others' %.2f (0.39 = a random clock, less = bursts)",
                    group.gapEvenness(),
                    others.gapEvenness());
        }
    }

    private void loadBalancing(CohortFacts group, CohortFacts others) {
        if (!Double.isNaN(group.volumeSpread()) && !Double.isNaN(others.volumeSpread())) {
            add(
                    Channel.TIMING,
                    Math.clamp(1.2 * (others.volumeSpread() - group.volumeSpread()) - 0.4, -0.5, 1),
                    "members' volumes spread by a factor of %.1f, others' by %.1f: even loads keep every account under its"
                            + " limit",
                    Math.exp(group.volumeSpread()),
                    Math.exp(others.volumeSpread()));
        }
        if (!Double.isNaN(group.pivot()) && !Double.isNaN(others.pivot())) {
            add(
                    Channel.TIMING,
                    Math.clamp(3 * (group.pivot() - others.pivot()) - 0.2, -0.3, 1.5),
                    "in the day after a model's release %.0f %% of members' traffic goes to it, %.0f %% of others'",
                    100 * group.pivot(),
                    100 * others.pivot());
        }
    }

    private void identity(CohortFacts group, CohortFacts others) {
        if (!Double.isNaN(group.contradiction()) && !Double.isNaN(others.contradiction())) {
            add(
                    Channel.IDENTITY,
                    Math.clamp(
                            0.7 * Math.log((group.contradiction() + 0.03) / (others.contradiction() + 0.03)),
                            -0.2,
                            1.5),
                    "%.1f %% of members' handshakes contradict the software they claim to be, %.1f %% of others'",
                    100 * group.contradiction(),
                    100 * others.contradiction());
        }
        if (Double.isNaN(group.linked())) {
            missing.add(new MissingSignal(
                    Channel.IDENTITY, "the logs hold neither payment nor address: shared infrastructure stays unseen"));
        } else {
            double base = known(others.linked(), 0.02);
            add(
                    Channel.IDENTITY,
                    Math.clamp(Math.log((group.linked() + 0.03) / (base + 0.03)), -0.2, 2.5),
                    "%.0f %% of members share payment or address with other customers of the group, against %.0f %% among"
                            + " others",
                    100 * group.linked(),
                    100 * base);
        }
        if (!Double.isNaN(group.sameFingerprint()) && !Double.isNaN(others.sameFingerprint())) {
            add(
                    Channel.IDENTITY,
                    Math.clamp(
                            0.5 * Math.log((group.sameFingerprint() + 0.01) / (others.sameFingerprint() + 0.01)),
                            -0.5,
                            1),
                    "two members show the same client software and network %.1f %% of the time, two others %.1f %%",
                    100 * group.sameFingerprint(),
                    100 * others.sameFingerprint());
        }
        if (!Double.isNaN(group.young()) && !Double.isNaN(others.young())) {
            add(
                    Channel.IDENTITY,
                    Math.clamp(1.6 * (group.young() - others.young()) - 0.1, -1, 1.2),
                    "%.0f %% of members were younger than 30 days when first seen, %.0f %% of others",
                    100 * group.young(),
                    100 * others.young());
        } else {
            missing.add(new MissingSignal(Channel.IDENTITY, "account creation times are not in the logs"));
        }
    }

    private void parameters(CohortFacts group, CohortFacts others) {
        double rows = group.makesRows() - others.makesRows();
        double same = group.sameSettings() - others.sameSettings();
        if (!Double.isNaN(rows) && !Double.isNaN(same)) {
            add(
                    Channel.PARAMETERS,
                    Math.clamp(1.5 * rows, -0.3, 0.8) + Math.clamp(0.8 * same, -0.2, 0.5),
                    "%.0f %% of exchanges ask for several answers, log-probabilities or structured rows (others %.0f %%);"
                            + " settings agree %.0f %% of the time (others %.0f %%)",
                    100 * group.makesRows(),
                    100 * others.makesRows(),
                    100 * group.sameSettings(),
                    100 * others.sameSettings());
        }
    }

    private void legitimateUse(CohortFacts group, CohortFacts others) {
        if (group.largestUnit() >= CohortJudge.ONE_CUSTOMER) {
            add(
                    Channel.LEGITIMATE_USE,
                    -4,
                    "%.0f %% of members belong to one declared customer, who answers for them",
                    100 * group.largestUnit());
        }
        if (!crowd) {
            double few = 2 * Math.log((double) group.units() / many);
            add(
                    Channel.LEGITIMATE_USE,
                    Math.clamp(few - (harvests() ? 0 : 3.5), -6, 0),
                    "only %d unrelated customers%s: a product or job they share may explain what they have in common",
                    group.units(),
                    harvests() ? "" : ", and what they ask for is not what trains models");
        }
        if (!Double.isNaN(group.singleTurn()) && !Double.isNaN(others.singleTurn())) {
            add(
                    Channel.LEGITIMATE_USE,
                    Math.clamp(1.2 * (group.singleTurn() - others.singleTurn()), -2, 0.6),
                    "%.0f %% of exchanges are answered without a follow-up turn, others' %.0f %%",
                    100 * group.singleTurn(),
                    100 * others.singleTurn());
        }
        if (!Double.isNaN(group.repeats()) && !Double.isNaN(others.repeats())) {
            add(
                    Channel.LEGITIMATE_USE,
                    Math.clamp(-6 * (group.repeats() - others.repeats()), -3, 0.3),
                    "%.0f %% of prompts repeat an earlier one of the same account, as measurements do (others %.0f %%)",
                    100 * group.repeats(),
                    100 * others.repeats());
        }
    }

    private static double known(double value, double otherwise) {
        return Double.isNaN(value) ? otherwise : value;
    }

    private void add(Channel channel, double nats, String format, Object... facts) {
        signals.add(new Signal(channel, new LogOdds(nats), String.format(Locale.ROOT, format, facts)));
    }
}
