// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Member;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch case members}: the accounts of a case. */
@Command(
        name = "members",
        header = "Lists the accounts of a case, current and former, by name.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:listed", "1:a fault in Stillwatch", "2:wrong usage, no such case, or no usable store"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case members C-2026-0001",
            "  stillwatch case members C-2026-0001 --limit 100 --after key-0099 --format json"
        })
final class CaseMembersCommand implements Callable<Integer> {
    private static final int MOST = 10_000;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Option(names = "--after", paramLabel = "ACCOUNT", description = "Only those whose names come after this one.")
    private @Nullable String after;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, 1 to 10000 (default: 1000).")
    private int limit = 1_000;

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseMembersCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(spec.commandLine(), "--limit is " + limit + "; must be 1 to " + MOST);
        }
        List<Member> members;
        try (CaseStore store = cases.open()) {
            store.overview(id);
            members = store.members(id, Optional.ofNullable(after), limit);
        }
        terminal.print(cases.json() ? CaseJson.members(id, members) + "\n" : CaseText.members(members));
        if (members.size() == limit) {
            terminal.say("There may be more: --after the last of these, or a larger --limit.");
        }
        return ExitStatus.OK;
    }
}
