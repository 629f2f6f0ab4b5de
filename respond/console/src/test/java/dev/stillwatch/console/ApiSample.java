// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.report.VisibleText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A case with a proposal, an action in force, evidence and history, for programs to work on.
 *
 * @param caseId the case
 * @param action one that waits for approval
 * @param revision of that action
 * @param evidence a sampled exchange whose prompt is {@link #PROMPT}
 */
record ApiSample(String caseId, String action, long revision, String evidence) {
    static final String PROMPT = "zqcanary7731 explain \u202e this";

    static ApiSample in(TestConsole console) {
        var store = console.store;
        String id = store.observe(List.of(SampleCampaign.of("key", 40)), SampleCampaign.NOW)
                .getFirst()
                .caseId();
        String evidence = console.vault
                .keep(
                        id,
                        "key-00003",
                        SampleCampaign.NOW,
                        List.of(new EvidencePart(EvidencePart.Role.PROMPT, PROMPT)),
                        SampleCampaign.NOW)
                .orElseThrow();
        store.note(id, VisibleText.wellFormed("asked \ud800 them <b>"), "lee", SampleCampaign.NOW);
        store.claim(id, TestConsole.name(AdminUser.Role.ADMINISTRATOR), SampleCampaign.NOW);
        store.feedback(
                id,
                List.of("key-00001"),
                dev.stillwatch.cases.Feedback.Finding.FALSE_POSITIVE,
                "a pilot",
                "lee",
                SampleCampaign.NOW);
        act(console, id, new Countermeasure.Observe(), false);
        Action proposed = act(console, id, new Countermeasure.Suspend(), true);
        return new ApiSample(id, proposed.id(), proposed.revision(), evidence);
    }

    private static Action act(TestConsole console, String id, Countermeasure measure, boolean needsApproval) {
        Set<String> accounts = Set.copyOf(console.store.find(id).accounts());
        Decision decision = new Decision(
                "usage",
                "1.0.0",
                "r",
                measure,
                Duration.ofDays(7),
                needsApproval,
                "harvesting",
                console.store.find(id).latest().sha256(),
                SampleCampaign.NOW);
        return console.store
                .act(Optional.of(id), accounts, decision, "policy", SampleCampaign.NOW)
                .orElseThrow();
    }

    /** A path that names things of this sample. */
    String path(String described) {
        return described
                .replace("{case}", caseId)
                .replace("{action}", action)
                .replace("{evidence}", evidence)
                .replace("{file}", "dossier.json");
    }
}
