// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What programs may ask about actions, and decide. */
final class ActionCalls {
    private static final JsonMapper JSON = new JsonMapper();

    private final CaseStore store;

    ActionCalls(CaseStore store) {
        this.store = store;
    }

    void mount(ProgramRoutes routes) {
        routes.get("/actions", Role.VIEWER, visit -> list(store.activeActions(visit.now()), visit))
                .get("/proposals", Role.VIEWER, this::proposals)
                .get(
                        "/actions/:action",
                        Role.VIEWER,
                        visit -> new Reply.Json(
                                ActionAnswers.of(known(visit), visit.now()).toString()))
                .post("/cases/:case/preview", Role.ANALYST, this::preview)
                .post("/cases/:case/actions", Role.ANALYST, this::decide)
                .post("/actions/:action/undo", Role.ANALYST, this::undo)
                .post("/actions/:action/approve", Role.APPROVER, this::approve);
    }

    private static Reply list(List<Action> actions, Visit visit) {
        ArrayNode list = JSON.createArrayNode();
        actions.forEach(action -> list.add(ActionAnswers.of(action, visit.now())));
        return new Reply.Json(list.toString());
    }

    private Reply proposals(Visit visit) {
        return list(
                store.changesSince(0).actions().stream()
                        .filter(action -> action.statusAt(visit.now()) == ActionStatus.PROPOSED)
                        .toList(),
                visit);
    }

    private Action known(Visit visit) {
        return Objection.unlessKnown(() -> store.action(visit.part("action")));
    }

    private Case knownCase(Visit visit) {
        return Objection.unlessKnown(() -> store.find(visit.part("case")));
    }

    private Reply preview(Visit visit) {
        Case one = knownCase(visit);
        Wanted wanted = ProgramMeasure.of(ProgramBody.of(visit, "countermeasure", "lasting", "reason"), false);
        BlastRadius radius = BlastRadius.of(store, one, wanted, visit.now());
        ObjectNode node = JSON.createObjectNode()
                .put("case", one.id())
                .put("revision", one.summary().revision())
                .put("members", radius.members())
                .put("touched", radius.touched());
        node.putObject("left_out").put("found_benign", radius.benign()).put("covered_already", radius.covered());
        ArrayNode others = node.putArray("in_force");
        radius.others()
                .forEach((words, accounts) ->
                        others.addObject().put("countermeasure", words).put("accounts", accounts));
        ArrayNode shared = node.putArray("shared");
        radius.shared()
                .forEach((kind, count) -> shared.addObject().put("kind", kind).put("different", count));
        radius.dailyExchanges().ifPresent(exchanges -> node.put("exchanges_in_latest_day", exchanges));
        node.put("needs_approval", ByHand.needsApproval(wanted.measure()))
                .put("until", visit.now().plus(wanted.lasting()).toString());
        return new Reply.Json(node.toString());
    }

    private Reply decide(Visit visit) {
        Case one = knownCase(visit);
        ProgramBody body = ProgramBody.of(visit, "countermeasure", "lasting", "reason", "approve", "revision");
        Wanted wanted = ProgramMeasure.of(body, true);
        boolean atOnce = body.flag("approve");
        if (atOnce && !visit.may(Role.APPROVER)) {
            throw Objection.forbidden("To approve at once needs the role approver; leave approve out to propose it.");
        }
        OptionalLong seen = body.whole("revision", 0, Long.MAX_VALUE);
        if (seen.isPresent() && seen.getAsLong() != one.summary().revision()) {
            return stale(
                    "case " + one.id() + " was changed since it was looked at. Nothing was decided; look at it again",
                    "case",
                    CaseAnswers.summary(one.summary()));
        }
        Action made = store.act(
                        Optional.of(one.id()),
                        one.accounts(),
                        ByHand.decision(wanted, one, visit.now()),
                        visit.user().name(),
                        visit.now())
                .orElseThrow(() -> new StillwatchException("every account of case " + one.id()
                        + " was found to be a false positive; record another finding first"));
        boolean fresh = one.actions().stream().noneMatch(earlier -> earlier.id().equals(made.id()));
        Action now = atOnce && made.status() == ActionStatus.PROPOSED
                ? store.approve(made, visit.user().name(), visit.now())
                : made;
        return new Reply.Json(
                fresh ? 201 : 200, ActionAnswers.of(now, visit.now()).toString());
    }

    private Reply approve(Visit visit) {
        Action now = known(visit);
        ProgramBody body = ProgramBody.of(visit, "revision");
        return change(visit, now, body, seen -> store.approve(seen, visit.user().name(), visit.now()));
    }

    private Reply undo(Visit visit) {
        Action now = known(visit);
        ProgramBody body = ProgramBody.of(visit, "reason", "revision");
        String why = body.optionalText("reason").orElse("undone through the admin API");
        return change(
                visit, now, body, seen -> store.undo(seen, why, visit.user().name(), visit.now()));
    }

    /* The store compares revisions within the change itself, so that nobody acts on what they have not seen. */
    private Reply change(Visit visit, Action now, ProgramBody body, UnaryOperator<Action> change) {
        Action seen = now.seenAt(body.whole("revision", 0, Long.MAX_VALUE).orElse(now.revision()));
        try {
            return new Reply.Json(
                    ActionAnswers.of(change.apply(seen), visit.now()).toString());
        } catch (StillwatchException e) {
            return stale(
                    String.valueOf(e.getMessage()), "action", ActionAnswers.of(store.action(now.id()), visit.now()));
        }
    }

    private static Reply stale(String why, String what, ObjectNode now) {
        ObjectNode node = JSON.createObjectNode().put("error", why);
        node.set(what, now);
        return new Reply.Json(409, node.toString());
    }
}
