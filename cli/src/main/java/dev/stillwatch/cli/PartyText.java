// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.parties.Determination;
import dev.stillwatch.parties.OwnershipFinding;
import dev.stillwatch.parties.Screening;
import dev.stillwatch.parties.Share;
import java.util.Locale;

/** What is said of parties, for people. */
final class PartyText {
    private PartyText() {}

    static String of(Screening screening) {
        StringBuilder text = new StringBuilder(screening.party() + ": " + words(screening.standing()));
        for (String list : screening.cutOff()) {
            text.append("; ").append(list).append(" was cut off");
        }
        text.append('\n');
        for (Screening.Finding finding : screening.findings()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %.2f  %s  %s, %s%s%n",
                    finding.score(),
                    finding.entry(),
                    finding.name(),
                    finding.list(),
                    finding.onNameAlone() ? "; rests on the name alone" : ""));
            finding.evidence()
                    .forEach(each -> text.append("        ").append(each).append('\n'));
            finding.determination()
                    .ifPresent(made -> text.append("        ").append(of(made)).append('\n'));
        }
        return text.toString();
    }

    private static String of(Determination made) {
        return "decided " + made.decided() + " by "
                + String.join(", ", made.deciders().stream().sorted().toList()) + ": "
                + made.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", since " + made.reason()
                + "; until " + made.expires();
    }

    static String words(Screening.Standing standing) {
        return switch (standing) {
            case CLEAR -> "clear";
            case AUTHORISED -> "listed, and let through";
            case OPEN -> "to be decided";
            case LISTED -> "listed";
        };
    }

    static String of(OwnershipFinding finding) {
        String owners = String.join(
                ", ",
                finding.counted().stream()
                        .map(holding -> holding.edge().owner() + " holds "
                                + holding.edge().share())
                        .toList());
        String wrong = finding.contradicted() ? "; holdings add up to more than the whole" : "";
        return switch (finding.half()) {
            case ABOVE ->
                finding.party() + ": owned half or more by listed parties, " + finding.share() + " (" + owners + ")"
                        + wrong + "\n";
            case CROSSES ->
                finding.party() + ": may be owned half or more by listed parties, " + finding.share() + " (" + owners
                        + "); find out" + wrong + "\n";
            case BELOW ->
                finding.party() + ": owned in part by listed parties, " + finding.share() + " (" + owners + "), and "
                        + new Share(finding.unknown(), finding.unknown()) + " is in unknown hands; find out" + wrong
                        + "\n";
        };
    }
}
