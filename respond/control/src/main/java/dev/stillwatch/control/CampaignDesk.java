// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Observed;
import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import dev.stillwatch.live.DetectionHealth;
import dev.stillwatch.live.LiveAssessment;
import dev.stillwatch.live.LiveListener;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.policy.Facts;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyEngine;
import dev.stillwatch.policy.Ruling;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns what detection finds into cases, and what policy says of them into actions.
 *
 * <p>A campaign is acted on as a whole: one action covers all its accounts. Accounts that join later get one of their
 * own once a second assessment finds them there too, since at the edge of a group one assessment may err. Asking policy
 * again about the same facts changes nothing. Called by detection, one assessment at a time.
 */
final class CampaignDesk implements LiveListener {
    /** Who decides, in the case store. */
    static final String WHO = "policy";

    private final CaseStore store;
    private final AlarmGrants alarms;
    private final OutdatedMeasures outdated;
    private final Supplier<PackSet> packs;
    private final Supplier<Instant> judgedAt;
    private final InstantSource clock;
    private final Notices notices;
    private final Consumer<DetectionHealth> health;
    private final Runnable acted;
    /** Accounts of groups that were alarmed on. */
    private final Set<String> known = new HashSet<>();

    private long suspected;

    /**
     * @param alarms says which new findings may be acted on
     * @param judgedAt findings of people before this time were known to the assessment that is being handed over
     * @param health is told how detection is doing
     * @param acted is told that there may be new actions
     */
    CampaignDesk(
            CaseStore store,
            AlarmGrants alarms,
            Supplier<PackSet> packs,
            Supplier<Instant> judgedAt,
            InstantSource clock,
            Notices notices,
            Consumer<DetectionHealth> health,
            Runnable acted) {
        this.store = store;
        this.alarms = alarms;
        this.outdated = new OutdatedMeasures(store, notices);
        store.cases(Set.of()).stream()
                .filter(c -> c.state().isOpen())
                .forEach(c -> known.addAll(store.find(c.id()).accounts()));
        this.packs = packs;
        this.judgedAt = judgedAt;
        this.clock = clock;
        this.notices = notices;
        this.health = health;
        this.acted = acted;
    }

    @Override
    public void assessed(LiveAssessment live) {
        try {
            Instant now = clock.instant();
            Map<String, Campaign> campaigns = new LinkedHashMap<>();
            alarmed(live).forEach(c -> campaigns.put(c.id(), c));
            List<Observed> found = store.observe(List.copyOf(campaigns.values()), now);
            Map<String, OutdatedMeasures.Judged> judged = new HashMap<>();
            Map<String, Set<String>> members = new HashMap<>();
            for (Observed observed : found) {
                Campaign campaign = campaigns.get(observed.campaignId());
                if (campaign != null) {
                    known.addAll(campaign.accounts());
                    said(observed, campaign);
                    members.computeIfAbsent(observed.caseId(), _ -> new HashSet<>())
                            .addAll(campaign.accounts());
                    Optional<Ruling> ruling = decideAlone(observed, campaign, now);
                    judged.put(observed.caseId(), new OutdatedMeasures.Judged(campaign.verdict(), ruling));
                }
            }
            // After what is new: where one measure takes another's place, one of them always holds.
            outdated.review(judged, now);
            outdated.release(members, live.assessment().accounts(), now);
        } catch (RuntimeException e) {
            notices.alarmed("What detection found could not be kept as cases: " + Reasons.of(e));
        }
        // What was decided takes effect, even where something else failed.
        try {
            acted.run();
        } catch (RuntimeException e) {
            notices.alarmed("What was decided is not carried out yet: " + Reasons.of(e));
        }
    }

    /** What may be acted on: groups known already, those that the budget grants, and the innocent explanations. */
    private List<Campaign> alarmed(LiveAssessment live) {
        Set<String> granted = alarms.grant(live.assessment(), live.eventTime(), this::isKnown);
        List<Campaign> all = live.assessment().campaigns();
        // Also where the store cannot take them now: the next assessment makes up for it.
        all.stream().filter(c -> granted.contains(c.id())).forEach(c -> known.addAll(c.accounts()));
        long waiting = all.stream().filter(c -> !mayBeActedOn(c)).count();
        if (waiting != suspected) {
            suspected = waiting;
            notices.noticed("Groups that look like campaigns, and wait until that is sure enough to be acted on: "
                    + waiting + ".");
        }
        return all.stream().filter(this::mayBeActedOn).toList();
    }

    private boolean mayBeActedOn(Campaign campaign) {
        return campaign.verdict() != Verdict.DISTILLATION || isKnown(campaign);
    }

    /** The same group grown is no new discovery. */
    private boolean isKnown(Campaign campaign) {
        return 2 * campaign.accounts().stream().filter(known::contains).count()
                >= campaign.accounts().size();
    }

    /** One campaign that policy cannot be asked about is to keep none of the others from being acted on. */
    private Optional<Ruling> decideAlone(Observed observed, Campaign campaign, Instant now) {
        try {
            return Optional.of(decide(observed, campaign, now));
        } catch (RuntimeException e) {
            notices.alarmed(
                    "Case " + observed.caseId() + ": what policy says could not be carried out: " + Reasons.of(e));
            return Optional.empty();
        }
    }

    private void said(Observed observed, Campaign campaign) {
        switch (observed.outcome()) {
            case OPENED, SPLIT, REOPENED, MERGED ->
                notices.noticed("Case " + observed.caseId() + ": "
                        + campaign.accounts().size() + " accounts, " + campaign.exchanges() + " exchanges, "
                        + campaign.verdict().label() + ".");
            case CONTINUED -> {
                if (!observed.joined().isEmpty()) {
                    notices.noticed("Case " + observed.caseId() + ": "
                            + observed.joined().size() + " accounts more.");
                }
            }
        }
    }

    private Ruling decide(Observed observed, Campaign campaign, Instant now) {
        String caseId = observed.caseId();
        Ruling ruling = new PolicyEngine(packs.get()).decide(Facts.of(campaign, now), now);
        Set<String> accounts = new HashSet<>(campaign.accounts());
        switch (observed.outcome()) {
            case CONTINUED, MERGED, REOPENED -> accounts.removeAll(Set.copyOf(observed.joined()));
            case OPENED, SPLIT -> {
                // All have joined just now: that they are a group is what was found.
            }
        }
        for (Decision decision : ruling.decisions()) {
            Optional<Action> action = store.act(Optional.of(caseId), accounts, decision, WHO, now, judgedAt.get());
            action.filter(a -> a.from().equals(now)).ifPresent(this::said);
        }
        if (!ruling.missing().isEmpty()) {
            notices.noticed("Case " + caseId + ": policy needs to know " + String.join(", ", ruling.missing()) + ".");
        }
        return ruling;
    }

    private void said(Action action) {
        notices.noticed("Action " + action.id()
                + (action.status() == ActionStatus.PROPOSED ? " proposed, and waits for approval" : " in force") + ": "
                + action.countermeasure().getClass().getSimpleName().toLowerCase(Locale.ROOT) + " for "
                + action.accounts().size() + " accounts until " + action.until() + ".");
    }

    @Override
    public void health(DetectionHealth now) {
        health.accept(now);
    }

    @Override
    public void noticed(String what) {
        notices.noticed(what);
    }
}
