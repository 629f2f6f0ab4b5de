// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Observed;
import dev.stillwatch.detect.Campaign;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns what detection finds into cases, and what policy says of them into actions.
 *
 * <p>A campaign is acted on as a whole: one action covers all its accounts, and accounts that join later get one of
 * their own. Asking policy again about the same facts changes nothing. Called by detection, one assessment at a time.
 */
final class CampaignDesk implements LiveListener {
    private final CaseStore store;
    private final Supplier<PackSet> packs;
    private final Supplier<Instant> judgedAt;
    private final InstantSource clock;
    private final Notices notices;
    private final Consumer<DetectionHealth> health;
    private final Runnable acted;

    /**
     * @param judgedAt findings of people before this time were known to the assessment that is being handed over
     * @param health is told how detection is doing
     * @param acted is told that there may be new actions
     */
    CampaignDesk(
            CaseStore store,
            Supplier<PackSet> packs,
            Supplier<Instant> judgedAt,
            InstantSource clock,
            Notices notices,
            Consumer<DetectionHealth> health,
            Runnable acted) {
        this.store = store;
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
            Map<String, Campaign> campaigns = new HashMap<>();
            live.assessment().campaigns().forEach(c -> campaigns.put(c.id(), c));
            for (Observed observed : store.observe(live.assessment().campaigns(), now)) {
                Campaign campaign = campaigns.get(observed.campaignId());
                if (campaign != null) {
                    said(observed, campaign);
                    decideAlone(observed.caseId(), campaign, now);
                }
            }
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

    /** One campaign that policy cannot be asked about is to keep none of the others from being acted on. */
    private void decideAlone(String caseId, Campaign campaign, Instant now) {
        try {
            decide(caseId, campaign, now);
        } catch (RuntimeException e) {
            notices.alarmed("Case " + caseId + ": what policy says could not be carried out: " + Reasons.of(e));
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

    private void decide(String caseId, Campaign campaign, Instant now) {
        Ruling ruling = new PolicyEngine(packs.get()).decide(Facts.of(campaign, now), now);
        for (Decision decision : ruling.decisions()) {
            Optional<Action> action = store.act(
                    Optional.of(caseId), Set.copyOf(campaign.accounts()), decision, "policy", now, judgedAt.get());
            action.filter(a -> a.from().equals(now)).ifPresent(this::said);
        }
        if (!ruling.missing().isEmpty()) {
            notices.noticed("Case " + caseId + ": policy needs to know " + String.join(", ", ruling.missing()) + ".");
        }
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
