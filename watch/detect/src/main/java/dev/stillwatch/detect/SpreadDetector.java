// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges more accounts than one place can hold, in two rounds: parts of them by themselves, and then together what those
 * pass on.
 *
 * <p>A part passes on every member of every group found in it, whoever scores as only {@value #PASSED_ON} of benign accounts
 * do, and a sample of everybody, {@value #OTHERS} for each member of a group that may be a campaign: so the second round sees
 * what is ordinary too. Accounts of one organisation are in one part, and passed on together. A campaign is so found by its
 * share of one part, or by its accounts' own conduct; one whose few accounts in each part neither hold together nor stand out
 * stays unfound, where judging everybody in one place might find it. P-values of the second round are compared with benign
 * accounts that stand out more than benign accounts do: they are too high rather than too low. With one part, or no more
 * accounts than the sample, there is no first round, and the result is {@link Detector#assess} of all.
 *
 * <p>A pure function of traffic and the number of parts. Memory of the first round: a part; of the second: what was passed
 * on. Immutable and thread-safe.
 */
public final class SpreadDetector {
    /** P-value up to which an account is judged again. */
    static final double PASSED_ON = 0.02;
    /** A group is told from others: where its members are most of all, nothing is. */
    static final int OTHERS = 4;

    private final Detector detector;
    private final Parts parts;
    /** Of each part. */
    private final int sampled;

    public SpreadDetector(DetectorSettings settings) {
        this.detector = new Detector(new DetectorSettings(settings.falsePositiveRate()));
        this.parts = settings.parts();
        this.sampled = Math.ceilDiv(parts.sample(), parts.count());
    }

    /** The part that an account belongs to, from 0: that of its organisation, if it has one. */
    public static int partOf(String account, Optional<String> organisation, int parts) {
        long unit = organisation.map(o -> Hashing.combine(1, Hashing.of(o))).orElseGet(() -> Hashing.of(account));
        return (int) Long.remainderUnsigned(Hashing.mix(unit), parts);
    }

    /**
     * The part that an account belongs to.
     *
     * @param traffic of this account only
     */
    public static int partOf(TrafficSummary traffic, int parts) {
        AccountProfile profile = traffic.sortedProfiles().getFirst();
        return partOf(profile.account(), profile.organisation(), parts);
    }

    /** Judges a part by itself. */
    public Screening screen(TrafficSummary part, Parallel parallel, ConfirmedBenign confirmed) {
        if (parts.count() == 1 || part.accounts() <= sampled) {
            return new Screening(names(part.sortedProfiles().stream()), List.of(), 0);
        }
        Assessment assessment = detector.assess(part, new TrafficSummary(), List.of(), parallel, confirmed);
        Set<String> passedOn = passedOn(assessment);
        int members = assessment.campaigns().stream()
                .filter(c -> c.verdict() == Verdict.DISTILLATION || c.verdict() == Verdict.INSUFFICIENT)
                .mapToInt(c -> c.accounts().size())
                .sum();
        part.sortedProfiles().stream()
                .map(AccountProfile::account)
                .sorted(Comparator.comparingLong(Hashing::of))
                .limit(Math.max(sampled, OTHERS * (long) members))
                .forEach(passedOn::add);
        List<AccountAssessment> judged = assessment.accounts().stream()
                .filter(a -> !passedOn.contains(a.account()))
                .toList();
        return new Screening(
                passedOn,
                judged,
                judged.stream().mapToLong(AccountAssessment::exchanges).sum());
    }

    private static Set<String> passedOn(Assessment assessment) {
        Set<String> organisations = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        assessment.campaigns().forEach(campaign -> accounts.addAll(campaign.accounts()));
        for (AccountAssessment account : assessment.accounts()) {
            if (account.pValue().value() <= PASSED_ON || accounts.contains(account.account())) {
                accounts.add(account.account());
                account.organisation().ifPresent(organisations::add);
            }
        }
        for (AccountAssessment account : assessment.accounts()) {
            if (account.organisation().filter(organisations::contains).isPresent()) {
                accounts.add(account.account());
            }
        }
        return accounts;
    }

    private static Set<String> names(Stream<AccountProfile> profiles) {
        return profiles.map(AccountProfile::account).collect(Collectors.toSet());
    }

    /**
     * Judges together what all parts passed on.
     *
     * @param exchanges of the accounts that were not passed on
     * @return an assessment that lacks only those accounts
     */
    public Assessment conclude(TrafficSummary passedOn, long exchanges, Parallel parallel, ConfirmedBenign confirmed) {
        Assessment assessment = detector.assess(passedOn, new TrafficSummary(), List.of(), parallel, confirmed);
        return new Assessment(
                assessment.accounts(),
                assessment.campaigns(),
                assessment.calibration(),
                assessment.exchanges() + exchanges,
                assessment.missing());
    }

    /** Both rounds in one place, one part after the other. */
    public Assessment assess(TrafficSummary traffic, Parallel parallel, ConfirmedBenign confirmed) {
        List<TrafficSummary> dealt = new ArrayList<>();
        for (int part = 0; part < parts.count(); part++) {
            dealt.add(new TrafficSummary());
        }
        for (AccountProfile profile : traffic.sortedProfiles()) {
            dealt.get(partOf(profile.account(), profile.organisation(), parts.count()))
                    .add(profile);
        }
        TrafficSummary passedOn = new TrafficSummary();
        List<AccountAssessment> accounts = new ArrayList<>();
        long exchanges = 0;
        for (TrafficSummary part : dealt) {
            Screening screening = screen(part, parallel, confirmed);
            accounts.addAll(screening.judged());
            exchanges += screening.exchanges();
            passedOn.absorb(part.only(screening.passedOn()));
        }
        Assessment concluded = conclude(passedOn, exchanges, parallel, confirmed);
        accounts.addAll(concluded.accounts());
        accounts.sort(Comparator.comparing(AccountAssessment::account));
        return new Assessment(
                accounts, concluded.campaigns(), concluded.calibration(), concluded.exchanges(), concluded.missing());
    }
}
