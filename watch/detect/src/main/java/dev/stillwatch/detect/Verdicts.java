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
    /** Exchanges below which an account is not accused, whatever they are: a prompt or two accuse nobody. */
    private static final int LEAST_ACCUSED = 4;
    /** Log-odds of membership, prior included, below which an account is not accused with its cohort. */
    private static final double SURE_MEMBER = 1;
    /** Of the groups called distillation, the share that may be called so falsely. */
    private static final double FALSE_DISCOVERY_RATE = 0.1;

    private final Population population;
    private final ContentSpace space;
    private final List<JudgedCohort> cohorts;
    private final int examined;
    private final DetectorSettings settings;
    private final CohortFacts ordinary;
    private final AccountScores scores;
    private final ConformalCalibration conformal;
    private final double threshold;
    private final BitSet sharePayer = new BitSet();
    private final Map<Integer, Verdict> verdicts = new HashMap<>();
    private final Map<Integer, String> campaignOf = new HashMap<>();
    private final List<Campaign> campaigns = new ArrayList<>();
    private final CampaignSummary writer = new CampaignSummary(PublicVocabulary.shipped());

    Verdicts(Population population, ContentSpace space, CohortSearch.Found found, DetectorSettings settings) {
        this.population = population;
        this.space = space;
        this.cohorts = found.cohorts();
        this.examined = found.examined();
        this.settings = settings;
        this.ordinary = population.facts(CohortJudge.spread(bulk(), 4_000));
        this.scores = AccountScores.of(population, this.cohorts, ordinary);
        List<AccountView> calibration = population.hasBaseline() ? population.baseline() : bulk();
        this.conformal = new ConformalCalibration(scores.sorted(calibration));
        OrganisationJudge.payers(population.current()).forEach(group -> group.forEach(a -> sharePayer.set(a.index)));
        this.threshold = Math.max(0, conformal.threshold(settings.falsePositiveRate()));
    }

    /** The current accounts in no cohort called distillation: what stands in for benign traffic without a baseline. */
    private List<AccountView> bulk() {
        BitSet suspect = new BitSet(population.size());
        for (JudgedCohort judged : cohorts) {
            if (judged.verdict() == Verdict.DISTILLATION) {
                judged.cohort().members().forEach(m -> suspect.set(m.index));
            }
        }
        return population.current().stream().filter(a -> !suspect.get(a.index)).toList();
    }

    Assessment assessment(long exchanges) {
        distillation();
        customers();
        unexplained();
        campaigns.sort(Comparator.comparing(Campaign::verdict)
                .reversed()
                .thenComparing(Campaign::score, Comparator.reverseOrder())
                .thenComparing(Campaign::id));
        AccountAssessment[] accounts =
                new AccountAssessment[population.current().size()];
        population.parallel().forEach(accounts.length, i -> accounts[i] = account(population.get(i)));
        return new Assessment(List.of(accounts), campaigns, calibration(), exchanges, missingOverall());
    }

    private void distillation() {
        List<Integer> accused = new ArrayList<>();
        List<List<AccountView>> members = new ArrayList<>();
        for (int k = 0; k < cohorts.size(); k++) {
            List<AccountView> sure = sureMembers(k);
            if (cohorts.get(k).verdict() == Verdict.DISTILLATION && sure.size() >= CohortRefiner.LEAST_MEMBERS) {
                accused.add(k);
                members.add(sure);
            }
        }
        double[] pValues = members.stream()
                .mapToDouble(m -> conformal.pValue(median(m)).value())
                .toArray();
        double[] corrected = FalseDiscovery.corrected(pValues, examined);
        for (int i = 0; i < corrected.length; i++) {
            if (corrected[i] <= FALSE_DISCOVERY_RATE) {
                JudgedCohort judged = cohorts.get(accused.get(i));
                CohortEvidence evidence = judged.evidence();
                name(
                        writer.of(
                                members.get(i),
                                Verdict.DISTILLATION,
                                judged.logOdds(),
                                new Probability(corrected[i]),
                                evidence.signals(),
                                evidence.missing()),
                        members.get(i));
            }
        }
    }

    private List<AccountView> sureMembers(int cohort) {
        // Without text a pool of resold access and a campaign look alike: whoever shares a payer is not accused.
        boolean textless = Double.isNaN(cohorts.get(cohort).facts().elicitation());
        return population.current().stream()
                .filter(a -> scores.cohort(a.index) == cohort
                        && scores.membership(a.index) > SURE_MEMBER
                        && a.profile.exchanges() >= LEAST_ACCUSED
                        && scores.score(a.index) >= threshold
                        && !OrganisationJudge.measures(a)
                        && !(textless && sharePayer.get(a.index)))
                .toList();
    }

    private double median(List<AccountView> members) {
        double[] sorted = scores.sorted(members);
        return sorted[sorted.length / 2];
    }

    private void customers() {
        OrganisationJudge judge = new OrganisationJudge(population, space, CohortJudge.spread(bulk(), 4_000));
        group(OrganisationJudge.customers(population.current()), judge::declared);
        group(OrganisationJudge.payers(population.current()), judge::shared);
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
                Probability pValue = conformal.pValue(score.nats());
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
                    .filter(a -> !verdicts.containsKey(a.index))
                    .toList();
            if (judged.verdict() == Verdict.INSUFFICIENT && members.size() >= CohortRefiner.LEAST_MEMBERS) {
                CohortEvidence evidence = judged.evidence();
                Probability pValue = conformal.pValue(median(members));
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
        return new AccountAssessment(
                account.profile.account(),
                account.profile.organisation(),
                account.profile.exchanges(),
                new LogOdds(scores.score(i)),
                conformal.pValue(scores.score(i)),
                verdict,
                Optional.ofNullable(campaignOf.get(i)),
                AccountEvidence.sorted(signals(account)),
                AccountEvidence.missing(account));
    }

    private List<Signal> signals(AccountView account) {
        List<Signal> signals = new ArrayList<>(AccountEvidence.alone(account.facts, ordinary));
        int cohort = scores.cohort(account.index);
        if (cohort >= 0) {
            signals.addAll(AccountEvidence.inCohort(account, cohorts.get(cohort), scores.membership(account.index)));
        }
        return signals;
    }

    private Verdict alone(AccountView account) {
        if (OrganisationJudge.measures(account)) {
            return Verdict.EVALUATION;
        }
        boolean hint = scores.score(account.index) >= threshold;
        return account.profile.exchanges() < (hint ? LEAST_ACCUSED : LEAST_EXCHANGES)
                ? Verdict.INSUFFICIENT
                : Verdict.CLEAR;
    }

    private Calibration calibration() {
        String source = population.hasBaseline()
                ? "the baseline logs, taken as benign"
                : "the bulk of the scanned traffic: accounts in no cohort that was called distillation";
        return new Calibration(
                source,
                conformal.accounts(),
                settings.falsePositiveRate(),
                new LogOdds(threshold),
                new Probability(1.0 / (conformal.accounts() + 1)));
    }

    private List<MissingSignal> missingOverall() {
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
        if (rate * (conformal.accounts() + 1) < 1) {
            missing.add(new MissingSignal(
                    Channel.MEMBERSHIP,
                    String.format(
                            Locale.ROOT,
                            "%d calibration accounts cannot certify a false-positive rate of %s; the lowest they can is %.2g",
                            conformal.accounts(),
                            rate,
                            1.0 / (conformal.accounts() + 1))));
        }
        return missing;
    }

    private boolean lacks(Predicate<AccountView> fact) {
        List<AccountView> current = population.current();
        return current.stream().filter(fact).count() < current.size() / 2.0;
    }
}
