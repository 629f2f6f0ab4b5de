// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code stillwatch range}: the proving ground. */
@Command(
        name = "range",
        header = "Makes labelled traffic, and measures detection and responses on it.",
        footer = {
            "  stillwatch range traffic small --out practice    a log with a known campaign in it",
            "  stillwatch range evaluate small --seeds 3        how well that campaign is found",
            "  stillwatch range attack --budget 100             what it costs not to be found",
            "  stillwatch range distill --quick                 what each response leaves of a distillation"
        })
final class RangeCommand extends CommandGroup {
    /** The command with those under it. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine range = new CommandLine(new RangeCommand());
        TrafficCommand traffic = new TrafficCommand(terminal);
        EvaluateCommand evaluate = new EvaluateCommand(terminal);
        AttackCommand attack = new AttackCommand(terminal);
        range.addSubcommand("traffic", traffic.knobs().addedTo(new CommandLine(traffic)));
        range.addSubcommand("mix", new MixCommand(terminal));
        range.addSubcommand("evaluate", evaluate.knobs().addedTo(new CommandLine(evaluate)));
        range.addSubcommand("attack", attack.knobs().addedTo(new CommandLine(attack)));
        range.addSubcommand("distill", new DistillCommand(terminal));
        return range;
    }
}
