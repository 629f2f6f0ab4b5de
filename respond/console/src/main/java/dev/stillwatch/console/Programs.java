// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.cases.CountermeasureJson;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What programs may ask of a running service, and have it do. Nobody's text, key or address is in the answers. */
final class Programs implements Screen {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LONGEST_REASON = 2_000;

    private final CaseStore store;
    private final RunningParts service;

    Programs(CaseStore store, RunningParts service) {
        this.store = store;
        this.service = service;
    }

    @Override
    public void mount(Routes routes) {
        routes.get("/admin/v1/status", Role.VIEWER, _ -> new Reply.Json(JSON.writeValueAsString(service.status())))
                .get("/admin/v1/cases", Role.VIEWER, _ -> cases())
                .get("/admin/v1/cases/:case", Role.VIEWER, visit -> ofCase(visit, one -> whole(one, visit.now())))
                .get("/admin/v1/actions", Role.VIEWER, this::actions)
                .get("/admin/v1/proposals", Role.VIEWER, this::proposals)
                .post("/admin/v1/cases/:case/feedback", Role.ANALYST, this::feedback)
                .post("/admin/v1/actions/:action/undo", Role.ANALYST, this::undo)
                .post("/admin/v1/actions/:action/approve", Role.APPROVER, this::approve)
                .post("/admin/v1/assess", Role.ADMINISTRATOR, _ -> {
                    service.assess();
                    return new Reply.Json(202, "{\"assessment\":\"requested\"}");
                })
                .post("/admin/v1/policy/refresh", Role.ADMINISTRATOR, _ -> {
                    service.refresh();
                    return new Reply.Json(202, "{\"refresh\":\"requested\"}");
                });
    }

    private Reply cases() {
        ArrayNode list = JSON.createArrayNode();
        store.cases(Set.of()).forEach(c -> list.add(summary(c)));
        return new Reply.Json(list.toString());
    }

    private Reply actions(Visit visit) {
        ArrayNode list = JSON.createArrayNode();
        store.activeActions(visit.now()).forEach(a -> list.add(action(a, visit.now())));
        return new Reply.Json(list.toString());
    }

    private Reply proposals(Visit visit) {
        ArrayNode list = JSON.createArrayNode();
        store.changesSince(0).actions().stream()
                .filter(a -> a.statusAt(visit.now()) == ActionStatus.PROPOSED)
                .forEach(a -> list.add(action(a, visit.now())));
        return new Reply.Json(list.toString());
    }

    /* What is not there is the caller's mistake; what may not be done with what is there is another. */
    private static <T> Reply known(Supplier<T> look, Function<T, Reply> then) {
        T found;
        try {
            found = look.get();
        } catch (StillwatchException e) {
            return new Reply.Refused(404, String.valueOf(e.getMessage()));
        }
        return then.apply(found);
    }

    private Reply ofCase(Visit visit, Function<Case, ObjectNode> answer) {
        return known(
                () -> store.find(visit.part("case")),
                one -> new Reply.Json(answer.apply(one).toString()));
    }

    private Reply approve(Visit visit) {
        return known(
                () -> store.action(visit.part("action")),
                seen -> new Reply.Json(action(store.approve(seen, visit.user().name(), visit.now()), visit.now())
                        .toString()));
    }

    private Reply undo(Visit visit) {
        return known(() -> store.action(visit.part("action")), seen -> {
            String why = text(visit.body(), "reason");
            Action undone = store.undo(
                    seen,
                    why.isBlank() ? "undone through the admin API" : why,
                    visit.user().name(),
                    visit.now());
            return new Reply.Json(action(undone, visit.now()).toString());
        });
    }

    private Reply feedback(Visit visit) {
        return known(() -> store.find(visit.part("case")), about -> {
            String wanted = text(visit.body(), "finding");
            Optional<Feedback.Finding> finding = Arrays.stream(Feedback.Finding.values())
                    .filter(one -> one.label().equals(wanted))
                    .findFirst();
            if (finding.isEmpty()) {
                return new Reply.Refused(
                        400, "Send {\"finding\": \"confirmed\" or \"false-positive\", \"reason\": \"in your words\"}.");
            }
            String reason = text(visit.body(), "reason");
            store.feedback(
                    about.id(),
                    finding.get(),
                    reason.isBlank() ? "found through the admin API" : reason,
                    visit.user().name(),
                    visit.now());
            return ofCase(visit, one -> whole(one, visit.now()));
        });
    }

    private static String text(String body, String member) {
        try {
            String text = JSON.readTree(body).path(member).asString("");
            return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
        } catch (JacksonException e) {
            return "";
        }
    }

    private static ObjectNode summary(CaseSummary c) {
        return JSON.createObjectNode()
                .put("id", c.id())
                .put("state", c.state().label())
                .put("verdict", c.verdict().label())
                .put("accounts", c.accounts())
                .put("exchanges", c.exchanges())
                .put("opened", c.opened().toString())
                .put("updated", c.updated().toString());
    }

    private static ObjectNode whole(Case c, Instant now) {
        ObjectNode node = summary(c.summary());
        ArrayNode actions = node.putArray("actions");
        c.actions().forEach(a -> actions.add(action(a, now)));
        return node;
    }

    private static ObjectNode action(Action action, Instant now) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", action.id())
                .put("status", action.statusAt(now).label())
                .put("countermeasure", CountermeasureJson.text(action.countermeasure()))
                .put("accounts", action.accounts().size())
                .put("from", action.from().toString())
                .put("until", action.until().toString())
                .put("reason", action.reason())
                .put("pack", action.decision().pack() + " " + action.decision().version())
                .put("rule", action.decision().rule());
        action.caseId().ifPresent(id -> node.put("case", id));
        return node;
    }
}
