// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.AssessmentSnapshot;
import dev.stillwatch.cases.CaseOverview;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.report.CampaignFigures;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cases as programs are told of them: with numbers in place of the names of accounts. */
final class CaseAnswers {
    private static final JsonMapper JSON = new JsonMapper();

    /** What of an assessment is said as it stands in campaigns.json. */
    private static final List<String> AS_ASSESSED = List.of(
            "p_value",
            "tokens_out",
            "first_seen",
            "last_seen",
            "verdict_means",
            "signals",
            "missing",
            "templates",
            "timeline");

    private CaseAnswers() {}

    static ObjectNode summary(CaseSummary c) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", c.id())
                .put("revision", c.revision())
                .put("state", c.state().label())
                .put("verdict", c.verdict().label())
                .put("score", c.score().nats())
                .put("accounts", c.accounts())
                .put("exchanges", c.exchanges())
                .put("opened", c.opened().toString())
                .put("updated", c.updated().toString());
        c.assignee().ifPresent(name -> node.put("holder", VisibleText.wellFormed(name)));
        c.mergedInto().ifPresent(id -> node.put("merged_into", id));
        c.splitFrom().ifPresent(id -> node.put("split_from", id));
        return node;
    }

    /**
     * @param latest its newest assessment
     */
    static ObjectNode whole(CaseOverview c, AssessmentSnapshot latest, Instant now) {
        ObjectNode node = summary(c.summary())
                .put("former_accounts", c.formerAccounts())
                .put("assessments", c.history().size())
                .put("strength", CampaignFigures.strength(latest.campaign()));
        node.set("assessment", assessment(latest));
        ArrayNode actions = node.putArray("actions");
        c.actions().forEach(action -> actions.add(ActionAnswers.of(c.summary().id(), action, now)));
        ArrayNode findings = node.putArray("feedback");
        c.feedback()
                .forEach(found -> findings.addObject()
                        .put("finding", found.finding().label())
                        .put("whole_case", found.wholeCase())
                        .put("accounts", found.accounts())
                        .put("assessment_sha256", found.assessment())
                        .put("who", VisibleText.wellFormed(found.who()))
                        .put("at", found.when().toString())
                        .put("why", VisibleText.wellFormed(found.why())));
        ArrayNode events = node.putArray("events");
        c.events()
                .forEach(event -> events.addObject()
                        .put("at", event.at().toString())
                        .put("kind", event.kind().label())
                        .put("who", VisibleText.wellFormed(event.who()))
                        .put("text", VisibleText.wellFormed(event.text())));
        return node;
    }

    private static ObjectNode assessment(AssessmentSnapshot latest) {
        JsonNode stored = JSON.readTree(latest.json());
        ObjectNode node = JSON.createObjectNode()
                .put("number", latest.number())
                .put("at", latest.at().toString())
                .put("sha256", latest.sha256());
        AS_ASSESSED.forEach(name -> node.set(name, stored.path(name)));
        ArrayNode links = node.putArray("links");
        stored.path("links")
                .forEach(link -> links.addObject()
                        .put("kind", link.path("kind").asString())
                        .put("label", link.path("label").asString())
                        .put("accounts", link.path("accounts").size()));
        return node;
    }
}
