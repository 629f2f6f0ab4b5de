// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.control;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.CaseSummary;
import dev.stillwatch.cases.CountermeasureJson;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.control.AdminUser.Role;
import dev.stillwatch.exchange.StillwatchException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people and programs may ask of a running service, and have it do. Blocking: called on threads that may wait.
 * Answers are JSON; nobody's text, key or address is in them.
 */
final class AdminApi {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern APPROVE = Pattern.compile("/admin/v1/actions/([A-Za-z0-9-]{1,40})/(approve|undo)");
    private static final Pattern CASE = Pattern.compile("/admin/v1/cases/([A-Za-z0-9-]{1,40})");
    private static final Pattern FEEDBACK = Pattern.compile("/admin/v1/cases/([A-Za-z0-9-]{1,40})/feedback");
    private static final int LONGEST_REASON = 2_000;

    private final CaseStore store;
    private final InstantSource clock;
    private final Supplier<Map<String, Object>> status;
    private final Runnable assess;
    private final Runnable refresh;

    /** An answer: a status and a JSON text. */
    record Answer(int status, String json) {
        static Answer problem(int status, String what) {
            return new Answer(status, JSON.createObjectNode().put("error", what).toString());
        }
    }

    AdminApi(
            CaseStore store,
            InstantSource clock,
            Supplier<Map<String, Object>> status,
            Runnable assess,
            Runnable refresh) {
        this.store = store;
        this.clock = clock;
        this.status = status;
        this.assess = assess;
        this.refresh = refresh;
    }

    /** What a user has to be for a request; empty where there is no such thing. */
    Optional<Role> needs(String method, String path) {
        boolean reads = method.equals("GET");
        if (reads
                && (Set.of("/admin/v1/status", "/admin/v1/cases", "/admin/v1/actions", "/admin/v1/proposals")
                                .contains(path)
                        || CASE.matcher(path).matches())) {
            return Optional.of(Role.VIEWER);
        }
        if (!method.equals("POST")) {
            return Optional.empty();
        }
        if (Set.of("/admin/v1/assess", "/admin/v1/policy/refresh").contains(path)) {
            return Optional.of(Role.ADMINISTRATOR);
        }
        Matcher action = APPROVE.matcher(path);
        if (action.matches()) {
            return Optional.of(action.group(2).equals("approve") ? Role.APPROVER : Role.ANALYST);
        }
        if (FEEDBACK.matcher(path).matches()) {
            return Optional.of(Role.ANALYST);
        }
        return Optional.empty();
    }

    /** Does what a user asks, who may. */
    Answer handle(String method, String path, String body, AdminUser user) {
        Instant now = clock.instant();
        Matcher action = APPROVE.matcher(path);
        if (method.equals("POST") && action.matches()) {
            return known(() -> store.action(action.group(1)), seen -> {
                Action changed = action.group(2).equals("approve")
                        ? store.approve(seen, user.name(), now)
                        : store.undo(seen, reason(body), user.name(), now);
                return new Answer(200, action(changed, now).toString());
            });
        }
        Matcher feedback = FEEDBACK.matcher(path);
        if (method.equals("POST") && feedback.matches()) {
            return known(() -> store.find(feedback.group(1)), found -> feedback(found, body, user, now));
        }
        Matcher one = CASE.matcher(path);
        if (one.matches()) {
            return known(
                    () -> store.find(one.group(1)),
                    found -> new Answer(200, whole(found, now).toString()));
        }
        return switch (path) {
            case "/admin/v1/status" -> new Answer(200, JSON.writeValueAsString(status.get()));
            case "/admin/v1/cases" -> {
                ArrayNode list = JSON.createArrayNode();
                store.cases(Set.of()).forEach(c -> list.add(summary(c)));
                yield new Answer(200, list.toString());
            }
            case "/admin/v1/actions" -> {
                ArrayNode list = JSON.createArrayNode();
                store.activeActions(now).forEach(a -> list.add(action(a, now)));
                yield new Answer(200, list.toString());
            }
            case "/admin/v1/proposals" -> {
                ArrayNode list = JSON.createArrayNode();
                store.changesSince(0).actions().stream()
                        .filter(a -> a.statusAt(now) == ActionStatus.PROPOSED)
                        .forEach(a -> list.add(action(a, now)));
                yield new Answer(200, list.toString());
            }
            case "/admin/v1/assess" -> {
                assess.run();
                yield new Answer(202, "{\"assessment\":\"requested\"}");
            }
            case "/admin/v1/policy/refresh" -> {
                refresh.run();
                yield new Answer(202, "{\"refresh\":\"requested\"}");
            }
            default -> Answer.problem(404, "There is no such path.");
        };
    }

    private interface Step<T> {
        Answer with(T found);
    }

    /* What is not there is the caller's mistake; what may not be done with what is there is another. */
    private static <T> Answer known(Supplier<T> look, Step<T> then) {
        T found;
        try {
            found = look.get();
        } catch (StillwatchException e) {
            return Answer.problem(404, String.valueOf(e.getMessage()));
        }
        return then.with(found);
    }

    private Answer feedback(Case about, String body, AdminUser user, Instant now) {
        String wanted = text(body, "finding");
        Optional<Feedback.Finding> finding = Arrays.stream(Feedback.Finding.values())
                .filter(known -> known.label().equals(wanted))
                .findFirst();
        if (finding.isEmpty()) {
            return Answer.problem(
                    400, "Send {\"finding\": \"confirmed\" or \"false-positive\", \"reason\": \"in your words\"}.");
        }
        String reason = text(body, "reason");
        store.feedback(
                about.summary().id(),
                finding.get(),
                reason.isBlank() ? "found through the admin API" : reason,
                user.name(),
                now);
        return new Answer(200, whole(store.find(about.summary().id()), now).toString());
    }

    private static String reason(String body) {
        String reason = text(body, "reason");
        return reason.isBlank() ? "undone through the admin API" : reason;
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
