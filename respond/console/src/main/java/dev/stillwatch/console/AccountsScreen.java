// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.console;

import dev.stillwatch.cases.AccountRecord;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceVault;
import dev.stillwatch.console.AdminUser.Role;
import dev.stillwatch.detect.AccountAssessment;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is known of accounts: their names, and what was found and done about them; nothing else is kept. */
final class AccountsScreen implements Screen {
    private static final int PAGE = 50;
    private static final int LONGEST_NAME = 1_000;

    private final CaseStore store;
    private final EvidenceVault vault;
    private final Function<String, Optional<AccountAssessment>> judged;

    /**
     * @param judged what detection says of an account now, where it has judged it
     */
    AccountsScreen(ConsoleParts parts, Function<String, Optional<AccountAssessment>> judged) {
        this.store = parts.store();
        this.vault = parts.vault();
        this.judged = judged;
    }

    @Override
    public void mount(Routes routes) {
        routes.get("/console/accounts", Role.VIEWER, this::list)
                .get("/console/accounts/:account", Role.VIEWER, this::one);
    }

    private Reply list(Visit visit) {
        String prefix = visit.query("prefix").orElse("");
        String asked = prefix.length() <= LONGEST_NAME ? prefix : prefix.substring(0, LONGEST_NAME);
        Optional<String> after = visit.query("after").map(AccountAddress::read);
        List<AccountRecord> found = store.accounts(asked, after, PAGE + 1);
        return new Reply.Page(
                "accounts", "Accounts", AccountList.of(asked, after.isPresent(), found, PAGE, visit.now()));
    }

    private Reply one(Visit visit) {
        String name = AccountAddress.read(visit.part("account"));
        AccountRecord record = store.account(name);
        return new Reply.Page(
                "account",
                "accounts",
                "Account",
                AccountPage.of(record, vault.listOf(name), judged.apply(name), visit.now()));
    }
}
