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
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Turns judged cohorts and scores into the verdict of every account and group: one assessment in the making.
 *
 * <p>Cohorts called distillation come first, then what declared customers and common payers explain, then what an account
 * shows alone. Used once, by one thread.
 */
final class Verdicts {
    private static final int LEAST_EXCHANGES = 3;

    private final Population population;
    private final JudgedTraffic whole;
    private final List<JudgedCohort> cohorts;
    private final FusedScores scores;
    private final Yardstick yardstick;
    private final Accusations accusations;
    private final HeldFindings findings;
    /** By account index: takes part in a group called distillation, in the whole or in a shorter window. */
    private final BitSet suspects = new BitSet();

    private final DetectorSettings settings;
    private final Map<Integer, Verdict> verdicts = new HashMap<>();
    private final Map<Integer, String> campaignOf = new HashMap<>();
    private final List<Campaign> campaigns = new ArrayList<>();
    private final CampaignSummary writer = new CampaignSummary(PublicVocabulary.shipped());

    Verdicts(
            JudgedTraffic whole,
            Optional<Window> span,
            List<ShortWindow> windows,
            BaselineDrift drift,
            HeldFindings findings,
            DetectorSettings settings) {
        this.population = whole.population();
        this.whole = whole;
        this.cohorts = whole.standing(findings);
        this.findings = findings;
        this.settings = settings;
        this.scores = FusedScores.of(whole, span, windows);
        List<List<AccountView>> groups = new ArrayList<>(whole.suspectGroups());
        for (ShortWindow window : windows) {
            groups.add(whole.bulk().stream()
                    .filter(a -> window.suspects().contains(a.profile.account()))
                    .toList());
        }
        groups.forEach(group -> group.forEach(a -> suspects.set(a.index)));
        List<AccountView> benign = new ArrayList<>(population.current());
        benign.removeIf(a -> suspects.get(a.index));
        benign.addAll(findings.representatives(groups, scores));
        this.yardstick = new Yardstick(population, benign, scores, drift, settings.falsePositiveRate());
        this.accusations = new Accusations(whole, windows, scores, yardstick, findings, cohorts);
    }

    Assessment assessment(long exchanges) {
        distillation();
        foundBenign();
        customers();
        unexplained();
        campaigns.sort(Comparator.comparing(Campaign::verdict)
                .reversed()
                .thenComparing(Campaign::score, Comparator.reverseOrder())
                .thenComparing(Campaign::id));
        AccountAssessment[] accounts =
                new AccountAssessment[population.current().size()];
        population.parallel().forEach(accounts.length, i -> accounts[i] = account(population.get(i)));
        Calibration calibration = yardstick.calibration(accusations.examined());
        return new Assessment(List.of(accounts), campaigns, calibration, exchanges, missingOverall(calibration));
    }

    private void distillation() {
        for (Accusations.Accused accused : accusations.find()) {
            Campaign campaign = writer.of(
                    accused.members(),
                    Verdict.DISTILLATION,
                    accused.logOdds(),
                    accused.pValue(),
                    accused.signals(),
                    accused.missing());
            name(accused.window().map(campaign::foundIn).orElse(campaign), accused.members());
        }
    }

    /** Whom only a person's finding spares: evidence and person disagree, which is not to be read as clear. */
    private void foundBenign() {
        for (AccountView account : population.current()) {
            if (suspects.get(account.index)
                    && findings.cover(account)
                    && scores.score(account) >= yardstick.threshold(account)) {
                verdicts.put(account.index, Verdict.INSUFFICIENT);
            }
        }
    }

    private double median(List<AccountView> members) {
        double[] sorted = members.stream().mapToDouble(scores::score).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private void customers() {
        OrganisationJudge judge =
                new OrganisationJudge(population, whole.space(), CohortJudge.spread(whole.bulk(), 4_000));
        group(OrganisationJudge.customers(population.current()), judge::declared);
        List<List<AccountView>> payers = OrganisationJudge.payers(population.current());
        group(payers, judge::shared);
        List<AccountView> strangers = new PooledAccess(unrelated(payers), whole.space()).find();
        group(List.of(strangers), judge::strangers);
    }

    /** Accounts without a verdict that belong to no declared customer and no group of one payer. */
    private List<AccountView> unrelated(List<List<AccountView>> payers) {
        BitSet sharePayer = new BitSet();
        payers.forEach(group -> group.forEach(a -> sharePayer.set(a.index)));
        return population.current().stream()
                .filter(a -> !verdicts.containsKey(a.index)
                        && !sharePayer.get(a.index)
                        && a.profile.organisation().isEmpty())
                .toList();
    }

    /** Names groups that share no account with each other. */
    private void group(
            List<List<AccountView>> customers, Function<List<AccountView>, OrganisationJudge.Opinion> judge) {
        List<List<AccountView>> unnamed = customers.stream()
                .map(c -> c.stream().filter(a -> !verdicts.containsKey(a.index)).toList())
                .filter(members -> members.size() >= 2)
                .toList();
        List<Campaign[]> named =
                unnamed.stream().map(members -> new Campaign[1]).toList();
        population.parallel().forEach(unnamed.size(), i -> {
            List<AccountView> members = unnamed.get(i);
            OrganisationJudge.Opinion opinion = judge.apply(members);
            if (opinion.verdict() != Verdict.CLEAR) {
                LogOdds score = new LogOdds(median(members));
                Probability pValue = yardstick.pValue(members);
                named.get(i)[0] = writer.of(members, opinion.verdict(), score, pValue, opinion.reasons(), List.of());
            }
        });
        for (int i = 0; i < unnamed.size(); i++) {
            Campaign campaign = named.get(i)[0];
            if (campaign != null) {
                name(campaign, unnamed.get(i));
            }
        }
    }

    /** Groups that act alike without enough to say why: named after everything that explains them. */
    private void unexplained() {
        for (int k = 0; k < cohorts.size(); k++) {
            JudgedCohort judged = cohorts.get(k);
            List<AccountView> members = judged.cohort().members().stream()
                    .filter(a -> !verdicts.containsKey(a.index) && !findings.cover(a))
                    .toList();
            if (judged.verdict() == Verdict.INSUFFICIENT && members.size() >= CohortRefiner.LEAST_MEMBERS) {
                CohortEvidence evidence = judged.evidence();
                Probability pValue = yardstick.pValue(members);
                name(
                        writer.of(
                                members,
                                Verdict.INSUFFICIENT,
                                judged.logOdds(),
                                pValue,
                                evidence.signals(),
                                evidence.missing()),
                        members);
            }
        }
    }

    private void name(Campaign campaign, List<AccountView> members) {
        campaigns.add(campaign);
        for (AccountView member : members) {
            verdicts.put(member.index, campaign.verdict());
            campaignOf.put(member.index, campaign.id());
        }
    }

    private AccountAssessment account(AccountView account) {
        int i = account.index;
        Verdict named = verdicts.get(i);
        Verdict verdict = named == null ? alone(account) : named;
        Optional<ShortWindow> strongest = scores.strongest(account);
        List<Signal> signals = strongest
                .flatMap(w -> Optional.ofNullable(w.current().get(account.profile.account())))
                .map(ShortWindow.Reading::signals)
                .orElseGet(() -> AccountEvidence.sorted(Accusations.signals(account, whole)));
        return new AccountAssessment(
                account.profile.account(),
                account.profile.organisation(),
                account.profile.exchanges(),
                new LogOdds(scores.score(account)),
                yardstick.pValue(account),
                verdict,
                Optional.ofNullable(campaignOf.get(i)),
                signals,
                missing(account),
                strongest.map(ShortWindow::window));
    }

    private List<MissingSignal> missing(AccountView account) {
        List<MissingSignal> missing = new ArrayList<>();
        if (suspects.get(account.index)) {
            findings.said(account).ifPresent(missing::add);
        }
        missing.addAll(AccountEvidence.missing(account));
        return missing;
    }

    private Verdict alone(AccountView account) {
        if (Measurers.measures(account)) {
            return Verdict.EVALUATION;
        }
        boolean hint = scores.score(account) >= yardstick.threshold(account);
        return account.profile.exchanges() < (hint ? Accusations.LEAST_ACCUSED : LEAST_EXCHANGES)
                ? Verdict.INSUFFICIENT
                : Verdict.CLEAR;
    }

    private List<MissingSignal> missingOverall(Calibration calibration) {
        List<MissingSignal> missing = new ArrayList<>();
        if (!population.hasBaseline()) {
            missing.add(new MissingSignal(
                    Channel.CONTENT,
                    "no baseline was given: what is new cannot be told from what is rare; pass --baseline"));
        }
        if (lacks(AccountView::hasText)) {
            missing.add(new MissingSignal(
                    Channel.ELICITATION,
                    "most accounts' prompts were not logged: template, elicitation and coverage are off"));
        }
        if (lacks(a -> !LinkedFacts.strongLinks(a).isEmpty())) {
            missing.add(new MissingSignal(
                    Channel.IDENTITY,
                    "most accounts' payment and address were not logged: shared infrastructure is not seen"));
        }
        double rate = settings.falsePositiveRate().value();
        if (calibration.achievable().value() > rate) {
            missing.add(new MissingSignal(
                    Channel.MEMBERSHIP,
                    String.format(
                            Locale.ROOT,
                            "%d calibration accounts cannot certify a false-positive rate of %s; the lowest they can is %.2g",
                            calibration.accounts(),
                            rate,
                            calibration.achievable().value())));
        }
        return missing;
    }

    private boolean lacks(Predicate<AccountView> fact) {
        List<AccountView> current = population.current();
        return current.stream().filter(fact).count() < current.size() / 2.0;
    }
}
