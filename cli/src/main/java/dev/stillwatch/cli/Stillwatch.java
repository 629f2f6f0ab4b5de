// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code stillwatch} command and the commands under it. */
@Command(
        name = "stillwatch",
        header = "Finds, stops and proves unauthorised distillation of language models.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch demo                               see a campaign found and stopped, in a browser",
            "  stillwatch scan examples/                     find campaigns in a folder of logs",
            "  stillwatch explain --campaign ID              why one was called what it was",
            "  stillwatch serve --upstream URL               watch online, and act on what policy or people decide",
            "  stillwatch case list                          the campaigns to work on",
            "  stillwatch help scan                          options of a command"
        })
public final class Stillwatch implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--stacktrace",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Show where a fault happened; for reports to the developers.")
    @SuppressWarnings("unused") // asked for by name, as it may stand after any command
    private boolean stacktrace;

    private Stillwatch() {}

    /** Shows how to use it, for no command was named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitStatus.USAGE;
    }

    /** Runs a command and ends the process with its {@link ExitStatus}. */
    public static void main(String[] arguments) {
        Locale.setDefault(Locale.ROOT);
        Terminal terminal = Terminal.ofProcess();
        int status = run(terminal, arguments);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(status);
    }

    /** Runs a command within this process. */
    static int run(Terminal terminal, String... arguments) {
        try {
            return commandLine(terminal).execute(arguments);
        } catch (OutOfMemoryError e) {
            return Failures.fault(terminal, e);
        }
    }

    static CommandLine commandLine(Terminal terminal) {
        CommandLine root = new CommandLine(new Stillwatch());
        root.addSubcommand("scan", new ScanCommand(terminal));
        root.addSubcommand("explain", new ExplainCommand(terminal));
        root.addSubcommand("serve", new ServeCommand(terminal));
        root.addSubcommand("demo", new DemoCommand(terminal));
        root.addSubcommand("case", CaseCommand.commandLine(terminal));
        root.addSubcommand("range", RangeCommand.commandLine(terminal));
        root.addSubcommand("policy", PolicyCommand.commandLine(terminal));
        root.addSubcommand("evidence", EvidenceCommand.commandLine(terminal));
        root.addSubcommand("marks", MarksCommand.commandLine(terminal));
        root.addSubcommand("index", IndexCommand.commandLine(terminal));
        root.addSubcommand("audit", new AuditCommand(terminal));
        root.addSubcommand("trace", TraceCommand.commandLine(terminal));
        root.addSubcommand("weights", WeightsCommand.commandLine(terminal));
        root.addSubcommand("profile", ProfileCommand.commandLine(terminal));
        root.addSubcommand("capacity", new CapacityCommand(terminal));
        root.addSubcommand("flink", FlinkCommand.commandLine(terminal));
        root.addSubcommand("party", PartyCommand.commandLine(terminal));
        root.addSubcommand("release", ReleaseCommand.commandLine(terminal));
        root.addSubcommand("filings", FilingsCommand.commandLine(terminal));
        root.addSubcommand("intel", IntelCommand.commandLine(terminal));
        Failures failures = new Failures(terminal);
        return root.setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(Math.min(120, Math.max(80, terminal.columns())))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUnmatchedOptionsAllowedAsOptionParameters(false)
                .setExpandAtFiles(false)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures);
    }
}
