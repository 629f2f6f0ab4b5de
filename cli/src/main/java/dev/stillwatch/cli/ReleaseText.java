// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.release.BlastRadius;
import dev.stillwatch.release.CopyInventory;
import dev.stillwatch.release.LicenceDecision;
import dev.stillwatch.release.ReleaseEvent;
import dev.stillwatch.release.ReleaseHistory;
import dev.stillwatch.release.ReleaseLimits;
import dev.stillwatch.release.RuleFinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is said of releases, for people. */
final class ReleaseText {
    private ReleaseText() {}

    static String of(LicenceDecision decision) {
        StringBuilder text = new StringBuilder(
                decision.release() + ": " + decision.outcome().label() + ", until " + decision.expires() + "\n");
        decision.missing()
                .forEach(fact -> text.append("  must be known  ").append(fact).append('\n'));
        limits(decision.limits())
                .forEach(limit -> text.append("  condition      ").append(limit).append('\n'));
        decision.trace().forEach(finding -> text.append(of(finding)));
        text.append("  rests on facts ")
                .append(decision.factsHash(), 0, 16)
                .append("… and ")
                .append(decision.listSnapshots().size())
                .append(" lists\n");
        return text.toString();
    }

    private static String of(RuleFinding each) {
        String finding = switch (each.finding()) {
            case RuleFinding.Finding.Matched(List<String> unknown) ->
                "holds" + (unknown.isEmpty() ? "" : ", though not known: " + String.join(", ", unknown)) + ". "
                        + each.reason();
            case RuleFinding.Finding.NotMatched() -> "does not hold";
            case RuleFinding.Finding.NeedsInfo(List<String> missing) -> "needs " + String.join(", ", missing);
            case RuleFinding.Finding.Answered(String by) -> "holds, and is answered by " + by;
            case RuleFinding.Finding.NotInForce(String why) -> "does not apply: " + why;
        };
        String compared = each.operations()
                .map(known -> "; operations: " + known.name().toLowerCase(Locale.ROOT))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "  %-15s %s %s%s%s%n",
                each.effect(),
                each.name(),
                finding,
                compared,
                each.binds() ? "" : " (only " + each.mode() + "ed)");
    }

    private static List<String> limits(ReleaseLimits limits) {
        List<String> all = new ArrayList<>();
        limits.bytes().ifPresent(most -> all.add(String.format(Locale.ROOT, "at most %,d bytes in all", most)));
        limits.bytesPerHour().ifPresent(most -> all.add(String.format(Locale.ROOT, "at most %,d bytes an hour", most)));
        limits.controls().forEach(control -> all.add(control.label() + " in place, and verified"));
        limits.undertakings().forEach(promise -> all.add("undertaking: " + promise));
        return all;
    }

    static String line(ReleaseHistory history, Instant now) {
        ReleaseEvent.Requested asked = history.request().orElseThrow();
        String state = history.recalled().isPresent()
                ? "recalled"
                : history.decision()
                        .map(ReleaseEvent.Decided::decision)
                        .map(decision ->
                                decision.outcome().label() + (decision.expires().isAfter(now) ? "" : ", expired"))
                        .orElse("not decided");
        return String.format(
                Locale.ROOT,
                "%s  %s of %s to %s: %s; keys to %,d bytes out%n",
                history.release(),
                asked.request().kind().label(),
                asked.request().model(),
                asked.request().party(),
                state,
                history.bytesReleased());
    }

    static String of(ReleaseHistory history) {
        StringBuilder text = new StringBuilder(history.release()).append('\n');
        history.entries()
                .forEach(entry -> text.append("  ")
                        .append(entry.at())
                        .append("  ")
                        .append(words(entry.event()))
                        .append('\n'));
        history.decision().ifPresent(decided -> text.append(of(decided.decision())));
        return text.toString();
    }

    private static String words(ReleaseEvent event) {
        return switch (event) {
            case ReleaseEvent.Requested asked ->
                "asked for by " + asked.request().requestedBy();
            case ReleaseEvent.Decided decided ->
                "decided: " + decided.decision().outcome().label();
            case ReleaseEvent.Approved _ -> "agreed to, signed";
            case ReleaseEvent.Copied copied ->
                "copy " + copied.copy()
                        + copied.mark()
                                .map(id -> ", marked as " + id.substring(0, 16))
                                .orElse(", not marked");
            case ReleaseEvent.KeysReleased keys ->
                String.format(
                        Locale.ROOT,
                        "keys to shards %d to %d, %,d bytes",
                        keys.firstShard(),
                        keys.firstShard() + keys.shards() - 1,
                        keys.bytes());
            case ReleaseEvent.Accessed access ->
                "accessed by " + access.actor()
                        + access.from().map(country -> " from " + country).orElse("");
            case ReleaseEvent.Recalled recalled -> "recalled by " + recalled.by() + ": " + recalled.reason();
            case ReleaseEvent.Destroyed gone ->
                "said to be destroyed (" + gone.basis().label() + ")";
        };
    }

    static String of(CopyInventory inventory) {
        StringBuilder text = new StringBuilder();
        for (CopyInventory.Copy copy : inventory.copies()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s  %s, %,d bytes, %s%s%n",
                    copy.artefact(),
                    copy.model(),
                    copy.bytes(),
                    copy.holder(),
                    copy.keysOut() == 0 ? "" : String.format(Locale.ROOT, "; keys to %,d bytes out", copy.keysOut())));
        }
        inventory
                .problems()
                .forEach(problem -> text.append("PROBLEM  ").append(problem).append('\n'));
        return text.isEmpty() ? "No copy is known.\n" : text.toString();
    }

    static String of(BlastRadius radius, boolean recalled) {
        StringBuilder text = new StringBuilder();
        radius.affected().forEach(each -> text.append(of(each)));
        radius.toBeAsked()
                .forEach(each -> text.append("stops until more is known: ").append(of(each)));
        text.append(radius.affected().size())
                .append(recalled ? " ended, " : " would end, ")
                .append(radius.toBeAsked().isEmpty() ? "" : radius.toBeAsked().size() + " stop until more is known, ")
                .append(radius.untouched())
                .append(" stay; ")
                .append(radius.copiesOut())
                .append(" of those that end hold weights that no key calls back.\n");
        return text.toString();
    }

    private static String of(BlastRadius.Affected each) {
        return String.format(
                Locale.ROOT,
                "%s  %s of %s to %s%s%s%n",
                each.release(),
                each.kind().label(),
                each.model(),
                each.party(),
                each.unknown().isEmpty() ? "" : "; not known: " + String.join(", ", each.unknown()),
                each.bytesOut() == 0 ? "" : String.format(Locale.ROOT, "; keys to %,d bytes out", each.bytesOut()));
    }
}
