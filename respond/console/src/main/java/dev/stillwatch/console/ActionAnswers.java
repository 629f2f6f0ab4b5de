// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.ActionSummary;
import dev.stillwatch.cases.Approval;
import dev.stillwatch.cases.CountermeasureJson;
import dev.stillwatch.cases.Undo;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Actions as programs are told of them: with the number of their accounts, not their names. */
final class ActionAnswers {
    private static final JsonMapper JSON = new JsonMapper();

    private ActionAnswers() {}

    static ObjectNode of(Action action, Instant now) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", action.id())
                .put("revision", action.revision())
                .put("status", action.statusAt(now).label());
        action.caseId().ifPresent(id -> node.put("case", id));
        return rest(
                node,
                action.decision(),
                action.accounts().size(),
                action.from(),
                action.until(),
                action.proposedBy(),
                action.approvals(),
                action.undone());
    }

    /** An action of a case. */
    static ObjectNode of(String caseId, ActionSummary action, Instant now) {
        boolean over = action.status() == ActionStatus.ACTIVE && !now.isBefore(action.until());
        ObjectNode node = JSON.createObjectNode()
                .put("id", action.id())
                .put("revision", action.revision())
                .put("status", (over ? ActionStatus.EXPIRED : action.status()).label())
                .put("case", caseId);
        return rest(
                node,
                action.decision(),
                action.accounts(),
                action.from(),
                action.until(),
                action.proposedBy(),
                action.approvals(),
                action.undone());
    }

    private static ObjectNode rest(
            ObjectNode node,
            Decision decision,
            long accounts,
            Instant from,
            Instant until,
            String proposedBy,
            List<Approval> approvals,
            Optional<Undo> undone) {
        node.set("countermeasure", JSON.readTree(CountermeasureJson.text(decision.countermeasure())));
        node.put("accounts", accounts)
                .put("from", from.toString())
                .put("until", until.toString())
                .put("lasting", decision.lasting().toString())
                .put("needs_approval", decision.needsApproval())
                .put("reason", VisibleText.wellFormed(decision.reason()))
                .put("pack", decision.pack() + " " + decision.version())
                .put("rule", decision.rule())
                .put("proposed_by", VisibleText.wellFormed(proposedBy));
        ArrayNode agreed = node.putArray("approvals");
        approvals.forEach(approval -> agreed.addObject()
                .put("who", VisibleText.wellFormed(approval.who()))
                .put("at", approval.when().toString()));
        undone.ifPresent(undo -> node.putObject("undone")
                .put("who", VisibleText.wellFormed(undo.who()))
                .put("at", undo.when().toString())
                .put("why", VisibleText.wellFormed(undo.why())));
        return node;
    }
}
