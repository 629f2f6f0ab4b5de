// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.AccountRecord;
import dev.stillwatch.cases.CaseWords;
import dev.stillwatch.report.Figures;
import dev.stillwatch.report.VisibleText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Accounts whose names begin with what was asked for, as the template shows them. */
record AccountList(String prefix, String words, List<Row> rows, Optional<String> next, Optional<String> first) {
    private static final int LONGEST_NAME = 80;
    private static final int MOST_CASES = 3;

    /** One account. */
    record Row(String name, String path, List<String> cases, String more, String measures, String finding) {}

    /**
     * @param found one more than are shown where there are more
     */
    static AccountList of(String prefix, boolean further, List<AccountRecord> found, int most, Instant now) {
        List<AccountRecord> shown = found.subList(0, Math.min(most, found.size()));
        Optional<String> next = found.size() > most
                ? Optional.of("/console/accounts?prefix=" + AccountAddress.query(prefix) + "&after="
                        + AccountAddress.of(shown.getLast().account()))
                : Optional.empty();
        return new AccountList(
                prefix,
                words(prefix, further, found.isEmpty()),
                shown.stream().map(one -> row(one, now)).toList(),
                next,
                further ? Optional.of("/console/accounts?prefix=" + AccountAddress.query(prefix)) : Optional.empty());
    }

    private static String words(String prefix, boolean further, boolean none) {
        if (!none) {
            return "";
        }
        if (further) {
            return "No more accounts.";
        }
        return prefix.isEmpty()
                ? "No account is or was in a case, or under a measure."
                : "No account that is or was in a case, or under a measure, begins like this. Others are not kept here.";
    }

    private static Row row(AccountRecord account, Instant now) {
        List<String> cases = account.cases().reversed().stream()
                .map(one -> one.summary().id())
                .toList();
        String measures = account.measures().stream()
                .filter(measure -> measure.isActiveAt(now))
                .map(measure -> CaseWords.of(measure.decision().countermeasure()))
                .distinct()
                .collect(Collectors.joining("; "));
        String finding = account.findings().isEmpty()
                ? "–"
                : account.findings().getLast().finding().label().replace('-', ' ');
        return new Row(
                VisibleText.shortened(account.account(), LONGEST_NAME),
                AccountAddress.path(account.account()),
                cases.subList(0, Math.min(MOST_CASES, cases.size())),
                cases.size() > MOST_CASES ? "and " + Figures.grouped(cases.size() - MOST_CASES) + " more" : "",
                measures.isEmpty() ? "–" : measures,
                finding);
    }
}
