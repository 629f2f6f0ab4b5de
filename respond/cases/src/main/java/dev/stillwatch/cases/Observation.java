// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cases;

import dev.stillwatch.detect.Campaign;
import dev.stillwatch.detect.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Takes in one assessment within a transaction: each campaign goes on with its case or gets a new one. */
final class Observation {
    private static final String DETECTION = "detection";

    private final Handle handle;
    private final long revision;
    private final Instant at;

    Observation(Handle handle, long revision, Instant at) {
        this.handle = handle;
        this.revision = revision;
        this.at = at;
    }

    List<Observed> take(List<Campaign> campaigns) {
        List<CampaignMatching.Found> found = new ArrayList<>();
        List<Map<String, Integer>> shared = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (Campaign campaign : campaigns) {
            Map<String, Integer> common = MemberRows.shared(handle, campaign.accounts());
            found.add(new CampaignMatching.Found(
                    campaign.id(), campaign.accounts().size(), campaign.verdict() == Verdict.DISTILLATION));
            shared.add(common);
            ids.addAll(common.keySet());
        }
        List<CampaignMatching.Match> matches = CampaignMatching.match(found, CaseRows.known(handle, ids), shared);
        List<Observed> observed = new ArrayList<>();
        for (int c = 0; c < campaigns.size(); c++) {
            take(campaigns.get(c), matches.get(c)).ifPresent(observed::add);
        }
        return observed;
    }

    private Optional<Observed> take(Campaign campaign, CampaignMatching.Match match) {
        if (match.goesOn().isPresent()) {
            return Optional.of(goOn(campaign, match.goesOn().get(), match.absorbed()));
        }
        if (campaign.verdict() != Verdict.DISTILLATION || campaign.accounts().isEmpty()) {
            return Optional.empty();
        }
        String id = CaseRows.insert(handle, revision, campaign, match.splitFrom(), at);
        List<String> joined = MemberRows.replace(handle, id, campaign.accounts(), at);
        AssessmentRows.add(handle, id, campaign, at, true);
        event(id, CaseEvent.Kind.OPENED, "Opened with " + joined.size() + " accounts.");
        match.splitFrom().ifPresent(other -> {
            event(id, CaseEvent.Kind.SPLIT, "Its members were in " + other + ".");
            event(other, CaseEvent.Kind.SPLIT, "Some of its members are now in " + id + ".");
            CaseRows.touch(handle, other, revision, at);
        });
        audit("case.opened", id, campaign);
        return Optional.of(new Observed(
                campaign.id(),
                id,
                match.splitFrom().isPresent() ? Observed.Outcome.SPLIT : Observed.Outcome.OPENED,
                joined));
    }

    private Observed goOn(Campaign campaign, String id, List<String> absorbed) {
        CaseSummary before = CaseRows.get(handle, id);
        boolean reopens = before.state() == CaseState.CLOSED && comesBack(campaign, id);
        List<String> joined = MemberRows.replace(handle, id, campaign.accounts(), at);
        boolean changed = !joined.isEmpty()
                || before.accounts() != new HashSet<>(campaign.accounts()).size()
                || before.verdict() != campaign.verdict();
        AssessmentRows.add(handle, id, campaign, at, changed);
        CaseRows.assessed(handle, id, campaign);
        CaseRows.touch(handle, id, revision, at);
        if (reopens) {
            CaseRows.become(handle, before, CaseState.OPEN, at);
            event(id, CaseEvent.Kind.REOPENED, "The campaign came back.");
            audit("case.reopened", id, campaign);
        }
        for (String other : absorbed) {
            ActionRows.move(handle, other, id, revision);
            CaseRows.become(handle, CaseRows.get(handle, other), CaseState.MERGED, at);
            CaseRows.mergedInto(handle, other, id);
            CaseRows.touch(handle, other, revision, at);
            event(other, CaseEvent.Kind.MERGED, "Went on as part of " + id + ".");
            event(id, CaseEvent.Kind.MERGED, "Took in " + other + ".");
            new AuditRecord("case.merged", at)
                    .with("case", other)
                    .with("into", id)
                    .store(handle);
        }
        if (reopens || !absorbed.isEmpty()) {
            new ActionChange(handle, revision, DETECTION, at).restate(id);
        }
        Observed.Outcome outcome = !absorbed.isEmpty()
                ? Observed.Outcome.MERGED
                : reopens ? Observed.Outcome.REOPENED : Observed.Outcome.CONTINUED;
        return new Observed(campaign.id(), id, outcome, joined);
    }

    /**
     * Whether a campaign opens its closed case again. One that was a false positive stays closed unless most of the
     * campaign is new since then, at once or bit by bit; any other is opened by traffic from after it was closed.
     */
    private boolean comesBack(Campaign campaign, String id) {
        if (campaign.verdict() != Verdict.DISTILLATION) {
            return false;
        }
        Optional<Set<String>> cleared = FeedbackRows.falsePositive(handle, id);
        if (cleared.isEmpty()) {
            return campaign.lastSeen().isAfter(CaseRows.closed(handle, id));
        }
        long strangers = campaign.accounts().stream()
                .filter(account -> !cleared.get().contains(account))
                .count();
        return 2 * strangers > campaign.accounts().size();
    }

    private void event(String id, CaseEvent.Kind kind, String text) {
        CaseRows.event(handle, id, revision, new CaseEvent(at, kind, DETECTION, text));
    }

    private void audit(String type, String id, Campaign campaign) {
        String assessment = AssessmentRows.latest(handle, id)
                .map(AssessmentSnapshot::sha256)
                .orElseThrow();
        new AuditRecord(type, at)
                .with("case", id)
                .with("assessment_sha256", assessment)
                .with("verdict", campaign.verdict().label())
                .with("accounts", campaign.accounts().size())
                .committing("accounts", campaign.accounts())
                .store(handle);
    }
}
