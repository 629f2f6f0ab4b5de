// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.AssessmentSnapshot;
import dev.stillwatch.cases.CaseOverview;
import dev.stillwatch.cases.CasePage;
import dev.stillwatch.cases.CaseQuery;
import dev.stillwatch.cases.CaseState;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Feedback;
import dev.stillwatch.cases.Member;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.report.VisibleText;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What programs may ask about cases, and record about them. */
final class CaseCalls {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> QUERY =
            List.of("state", "holder", "unheld", "account", "order", "offset", "limit");
    private static final int MOST_CASES = 1_000;
    private static final int MOST_MEMBERS = 10_000;
    private static final int FARTHEST = 1_000_000;

    private final CaseStore store;
    private final List<AdminUser> users;

    CaseCalls(CaseStore store, List<AdminUser> users) {
        this.store = store;
        this.users = users;
    }

    void mount(ProgramRoutes routes) {
        routes.get("/cases", Role.VIEWER, QUERY, this::cases)
                .get("/cases/:case", Role.VIEWER, visit -> whole(known(visit), visit))
                .get("/cases/:case/members", Role.VIEWER, List.of("after", "limit"), this::members)
                .post("/cases/:case/feedback", Role.ANALYST, this::feedback)
                .post("/cases/:case/notes", Role.ANALYST, visit -> {
                    String id = known(visit);
                    String text = ProgramBody.of(visit, "text").text("text");
                    store.note(id, text, visit.user().name(), visit.now());
                    return whole(id, visit);
                })
                .post("/cases/:case/claim", Role.ANALYST, visit -> {
                    String id = known(visit);
                    ProgramBody.of(visit);
                    store.claim(id, visit.user().name(), visit.now());
                    return whole(id, visit);
                })
                .post("/cases/:case/assign", Role.ANALYST, visit -> {
                    String id = known(visit);
                    String to = colleague(ProgramBody.of(visit, "to").text("to"));
                    store.assign(id, to, visit.user().name(), visit.now());
                    return whole(id, visit);
                })
                .post("/cases/:case/unassign", Role.ANALYST, visit -> {
                    String id = known(visit);
                    ProgramBody.of(visit);
                    store.unassign(id, visit.user().name(), visit.now());
                    return whole(id, visit);
                })
                .post("/cases/:case/close", Role.ANALYST, visit -> {
                    String id = known(visit);
                    String why = ProgramBody.of(visit, "reason").text("reason");
                    store.close(id, why, visit.user().name(), visit.now());
                    return whole(id, visit);
                })
                .post("/cases/:case/reopen", Role.ANALYST, visit -> {
                    String id = known(visit);
                    String why = ProgramBody.of(visit, "reason").text("reason");
                    store.reopen(id, why, visit.user().name(), visit.now());
                    return whole(id, visit);
                });
    }

    /** The id of the case that a path names. */
    private String known(Visit visit) {
        return Objection.unlessKnown(() -> store.overview(visit.part("case")))
                .summary()
                .id();
    }

    private Reply whole(String id, Visit visit) {
        CaseOverview overview = store.overview(id);
        AssessmentSnapshot latest = store.assessment(id, overview.latest().number());
        return new Reply.Json(CaseAnswers.whole(overview, latest, visit.now()).toString());
    }

    /* Without a question, all of them as a plain list: so it was answered before there were pages. */
    private Reply cases(Visit visit) {
        if (visit.query().isEmpty()) {
            ArrayNode list = JSON.createArrayNode();
            store.cases(Set.of()).forEach(one -> list.add(CaseAnswers.summary(one)));
            return new Reply.Json(list.toString());
        }
        CaseQuery query = query(visit);
        CasePage page = store.cases(query);
        ObjectNode node = JSON.createObjectNode();
        ArrayNode list = node.putArray("cases");
        page.cases().forEach(one -> list.add(CaseAnswers.summary(one)));
        node.put("total", page.total()).put("offset", query.offset()).put("limit", query.limit());
        return new Reply.Json(node.toString());
    }

    private static CaseQuery query(Visit visit) {
        Set<CaseState> states = EnumSet.noneOf(CaseState.class);
        visit.query("state")
                .ifPresent(text -> Arrays.stream(text.split(",", -1))
                        .forEach(word -> states.add(choice("state", word.strip(), CaseState.class))));
        CaseQuery query = CaseQuery.ALL
                .in(states)
                .heldBy(holder(visit))
                .by(visit.query("order")
                        .map(word -> choice("order", word, CaseQuery.Order.class))
                        .orElse(CaseQuery.Order.OPENED))
                .page(whole(visit, "offset", 0, FARTHEST, 0), whole(visit, "limit", 1, MOST_CASES, 100));
        return visit.query("account").map(query::with).orElse(query);
    }

    private static CaseQuery.Holder holder(Visit visit) {
        boolean unheld = visit.query("unheld").map(CaseCalls::truth).orElse(false);
        Optional<String> name = visit.query("holder");
        if (unheld && name.isPresent()) {
            throw Objection.wrong("Query parameters holder and unheld contradict each other; give one of them.");
        }
        return unheld
                ? new CaseQuery.Holder.Nobody()
                : name.<CaseQuery.Holder>map(CaseQuery.Holder.Person::new).orElseGet(CaseQuery.Holder.Anybody::new);
    }

    private static boolean truth(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Objection.wrong("Query parameter unheld is neither true nor false.");
        };
    }

    private static <E extends Enum<E>> E choice(String name, String word, Class<E> choices) {
        List<String> known = Arrays.stream(choices.getEnumConstants())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(word)) {
            throw Objection.wrong("Query parameter " + name + " is none of "
                    + known.stream().collect(Collectors.joining(", ")) + "."
                    + Nearest.to(word, known)
                            .map(near -> " Did you mean " + near + "?")
                            .orElse(""));
        }
        return Enum.valueOf(choices, word.toUpperCase(Locale.ROOT));
    }

    private static int whole(Visit visit, String name, int least, int most, int otherwise) {
        Optional<String> text = visit.query(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of range.
        }
        throw Objection.wrong("Query parameter " + name + " is not a whole number from " + least + " to " + most + ".");
    }

    private Reply members(Visit visit) {
        String id = known(visit);
        int limit = whole(visit, "limit", 1, MOST_MEMBERS, 1_000);
        // Not stripped: a name may begin with a space.
        List<Member> members =
                store.members(id, Optional.ofNullable(visit.query().get("after")), limit);
        ObjectNode node = JSON.createObjectNode().put("case", id);
        ArrayNode list = node.putArray("members");
        members.forEach(member -> {
            ObjectNode one = list.addObject()
                    .put("account", VisibleText.wellFormed(member.account()))
                    .put("joined", member.joined().toString());
            member.left().ifPresent(at -> one.put("left", at.toString()));
        });
        if (members.size() == limit) {
            node.put("next", VisibleText.wellFormed(members.getLast().account()));
        }
        return new Reply.Json(node.toString());
    }

    private Reply feedback(Visit visit) {
        String id = known(visit);
        ProgramBody body = ProgramBody.of(visit, "finding", "accounts", "reason");
        Optional<String> wanted = body.optionalText("finding");
        Feedback.Finding finding = Arrays.stream(Feedback.Finding.values())
                .filter(one -> wanted.filter(one.label()::equals).isPresent())
                .findFirst()
                .orElseThrow(() -> Objection.wrong(
                        "Send {\"finding\": \"confirmed\" or \"false-positive\", \"reason\": \"in your words\"}."));
        String why = body.optionalText("reason").orElse("found through the admin API");
        String who = visit.user().name();
        if (body.has("accounts")) {
            store.feedback(id, body.texts("accounts"), finding, why, who, visit.now());
        } else {
            store.feedback(id, finding, why, who, visit.now());
        }
        return whole(id, visit);
    }

    private String colleague(String name) {
        return users.stream()
                .filter(user -> user.name().equals(name) && user.role().includes(Role.ANALYST))
                .map(AdminUser::name)
                .findFirst()
                .orElseThrow(() -> Objection.wrong("No analyst has this name; users are set under admin.users."));
    }
}
