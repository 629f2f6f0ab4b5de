// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.console.ActionLine.Fact;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a countermeasure would do, in words.
 *
 * @param members stands for the members that were counted
 * @param what the measure, and to how many
 * @param coming what paths under the case end in, so that the place in the queue is kept
 * @param facts names and values, gravest first
 * @param nothing whether it would touch nobody
 * @param needsApproval whether somebody has to agree
 * @param mayApprove whether the one who looks may put it in force at once
 * @param changed what changed since an earlier preview; blank where nothing did
 */
record PreviewPage(
        String id,
        String coming,
        String members,
        String what,
        List<Fact> facts,
        ClientView client,
        boolean nothing,
        boolean needsApproval,
        boolean mayApprove,
        String changed,
        Draft draft) {
    private static final int LONGEST = 400;

    PreviewPage {
        facts = List.copyOf(facts);
    }

    static PreviewPage of(
            Case one,
            Draft draft,
            Wanted wanted,
            BlastRadius radius,
            List<AdminUser> users,
            Visit visit,
            String changed) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Touches", touched(radius)));
        facts.add(new Fact("Left out", leftOut(radius)));
        facts.add(new Fact("Already on them", others(radius)));
        facts.add(new Fact("Customers", customers(radius)));
        facts.add(new Fact("Requests", requests(wanted.measure(), radius)));
        facts.add(new Fact("Holds", holds(wanted, visit)));
        facts.add(new Fact("Must be approved by", approvers(wanted.measure(), users)));
        facts.add(new Fact("Reason given", VisibleText.shortened(wanted.reason(), 2_000)));
        return new PreviewPage(
                one.id(),
                Places.coming(visit.query("queue")),
                MembersSeen.members(one),
                VisibleText.shortened(CaseWords.of(wanted.measure()), LONGEST) + ", "
                        + Figures.count(radius.touched(), "account"),
                facts,
                ClientView.of(wanted, visit.now()),
                radius.touched() == 0,
                ByHand.needsApproval(wanted.measure()),
                visit.may(Role.APPROVER),
                changed,
                draft);
    }

    private static String touched(BlastRadius radius) {
        return Figures.grouped(radius.touched()) + " of " + Figures.count(radius.members(), "account")
                + " of this case";
    }

    private static String leftOut(BlastRadius radius) {
        List<String> left = new ArrayList<>();
        if (radius.benign() > 0) {
            left.add(Figures.grouped(radius.benign()) + " found benign by a person before");
        }
        if (radius.covered() > 0) {
            left.add(Figures.grouped(radius.covered()) + " under the same measure already, proposed or in force");
        }
        return left.isEmpty() ? "nobody" : String.join("; ", left);
    }

    private static String others(BlastRadius radius) {
        return radius.others().isEmpty()
                ? "no measure is in force on them"
                : radius.others().entrySet().stream()
                        .map(other -> VisibleText.shortened(other.getKey(), LONGEST) + " on "
                                + Figures.grouped(other.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String customers(BlastRadius radius) {
        if (radius.shared().isEmpty()) {
            return "not known: nothing of the assessment tells organisations or payers that these accounts share";
        }
        return radius.shared().entrySet().stream()
                        .map(kind -> Figures.count(
                                kind.getValue(),
                                kind.getKey().equals("payment") ? "payment instrument" : kind.getKey()))
                        .collect(Collectors.joining(" and "))
                + " shared by some of them; other customers behind them are not known";
    }

    private static String requests(Countermeasure measure, BlastRadius radius) {
        if (radius.dailyExchanges().isEmpty()) {
            return "not known: the assessment holds no hours";
        }
        String all = "about " + Figures.count(radius.dailyExchanges().getAsLong(), "exchange")
                + " a day, as the whole case had in the latest day assessed";
        String fewer = radius.touched() < radius.members() ? "; fewer, as some accounts are left out" : "";
        return switch (measure) {
            case Countermeasure.Withhold _ -> all + fewer + "; of those only requests for the models named";
            case Countermeasure.Throttle _ -> all + fewer + "; of those only requests beyond the rate";
            case Countermeasure.Observe _ -> all + fewer + "; all are served";
            case Countermeasure.Deter _ -> all + fewer + "; all are served, changed";
            case Countermeasure.StepUp _ -> all + fewer + "; all refused until verified";
            case Countermeasure.Suspend _ -> all + fewer + "; all refused";
        };
    }

    private static String holds(Wanted wanted, Visit visit) {
        String lasting = "for " + Figures.duration(wanted.lasting());
        return ByHand.needsApproval(wanted.measure())
                ? lasting + " from approval: until "
                        + Figures.minute(visit.now().plus(wanted.lasting())) + " if approved now"
                : lasting + ", until " + Figures.minute(visit.now().plus(wanted.lasting()));
    }

    private static String approvers(Countermeasure measure, List<AdminUser> users) {
        if (!ByHand.needsApproval(measure)) {
            return "nobody: accounts notice nothing of it";
        }
        List<String> names = users.stream()
                .filter(user -> user.role().includes(Role.APPROVER))
                .map(user -> VisibleText.shortened(user.name(), 80))
                .toList();
        return names.isEmpty()
                ? "an approver, but no user has this role; see admin.users in stillwatch.yaml"
                : "one of " + String.join(", ", names);
    }
}
