// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceVault;
import dev.stillwatch.report.Figures;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stillwatch case purge}: removes sampled exchanges whose time is over. */
@Command(
        name = "purge",
        header = "Removes texts of sampled exchanges whose time is over, and keys of cases long closed.",
        description =
                "Texts go 90 days after they were kept, and 30 days after their case was closed; their commitments"
                        + " stay. Actions that have ended are marked so.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:done", "1:a fault in Stillwatch", "2:wrong usage, or a store that cannot be used"},
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch case purge --store jdbc:postgresql://db.internal/stillwatch")
final class CasePurgeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CasePurgeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        EvidenceVault.Purged purged;
        int expired;
        try (CaseStore store = cases.open()) {
            Instant now = Instant.now();
            expired = store.expire(now);
            purged = CaseOptions.sealedVault(store).purge(now);
        }
        terminal.print(
                cases.json()
                        ? "{\"texts\":" + purged.texts() + ",\"keys\":" + purged.keys() + ",\"expired_actions\":"
                                + expired + "}\n"
                        : "Removed " + Figures.count(purged.texts(), "text") + " and "
                                + purged.keys() + (purged.keys() == 1 ? " key" : " keys") + "; "
                                + Figures.count(expired, "action") + " had ended.\n");
        return ExitStatus.OK;
    }
}
