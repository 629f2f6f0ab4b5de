// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.Action;
import dev.stillwatch.cases.ActionStatus;
import dev.stillwatch.cases.Case;
import dev.stillwatch.cases.CaseJson;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.Countermeasure;
import dev.stillwatch.policy.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case decide}: one countermeasure on all accounts of a case. */
@Command(
        name = "decide",
        header = "Puts one countermeasure on all accounts of a case, for a while.",
        description = "Anything but observing waits for somebody's approval: 'case approve', or --approve-as here."
                + " Deciding the same again acts only on accounts that joined since.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:decided", "1:a fault in Stillwatch", "2:wrong usage, no such case, or no usable store"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case decide C-2026-0001 suspend --for 7d --reason 'automated harvesting'",
            "  stillwatch case decide C-2026-0001 throttle --requests 10 --per 1h --reason 'until verified'",
            "  stillwatch case decide C-2026-0001 step-up --verify-at https://example.com/verify --reason 'who is it'"
        })
final class CaseDecideCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Parameters(
            index = "1",
            paramLabel = "MEASURE",
            description = "observe, deter, throttle, step-up, withhold or suspend. To deter is to withhold"
                    + " log-probabilities and reasoning, refuse logit_bias, and answer once.")
    private String kind = "";

    @Mixin
    private CountermeasureOptions measure = new CountermeasureOptions();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long, such as 12h or 7d (default: 7d).")
    private Duration lasting = Duration.ofDays(7);

    @Option(names = "--approve-as", paramLabel = "NAME", description = "Approve it at once, as this person.")
    private @Nullable String approver;

    @Mixin
    private PersonOptions person = new PersonOptions();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseDecideCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Countermeasure countermeasure = measure.countermeasure(kind);
        Instant now = Instant.now();
        Action action;
        try (CaseStore store = cases.open()) {
            Case one = store.find(id);
            Decision decision = new Decision(
                    "by-hand",
                    BuildVersion.version(),
                    "analyst",
                    countermeasure,
                    lasting,
                    !(countermeasure instanceof Countermeasure.Observe),
                    person.reason(),
                    one.latest().sha256(),
                    now);
            action = store.act(Optional.of(id), one.accounts(), decision, person.name(), now)
                    .orElseThrow(() -> new StillwatchException("every account of case " + id
                            + " was found to be a false positive; record another finding first"));
            String name = approver;
            if (name != null && action.status() == ActionStatus.PROPOSED) {
                action = store.approve(action, name, now);
            }
        }
        terminal.print(cases.json() ? CaseJson.text(action) + "\n" : CaseText.action(action, now));
        if (action.status() == ActionStatus.PROPOSED) {
            terminal.say("To put it in force: stillwatch case approve " + action.id() + " --by NAME");
        }
        return ExitStatus.OK;
    }
}
