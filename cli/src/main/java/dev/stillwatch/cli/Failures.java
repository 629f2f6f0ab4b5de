// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What users are told when something goes wrong, and the exit status it leads to.
 *
 * <p>A {@link StillwatchException} is shown as it is. Of anything else only the kind is shown: its message may quote the
 * traffic.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final String STACKTRACE = "--stacktrace";

    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        terminal.say(name + ": " + uncapitalised(String.valueOf(e.getMessage())));
        if (e instanceof UnmatchedArgumentException unmatched) {
            suggestion(unmatched).forEach(terminal::say);
        }
        terminal.say("See '" + name + " --help'.");
        return ExitStatus.USAGE;
    }

    private static List<String> suggestion(UnmatchedArgumentException unmatched) {
        String typed = unmatched.getUnmatched().getFirst();
        CommandLine command = unmatched.getCommandLine();
        List<String> known = new ArrayList<>();
        if (typed.startsWith("-")) {
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> known.addAll(List.of(option.names())));
        } else {
            known.addAll(command.getSubcommands().keySet());
        }
        return NearestName.to(typed, known).map(name -> "Did you mean " + name + "?").stream()
                .toList();
    }

    private static String uncapitalised(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (showsStackTrace(parsed)) {
            e.printStackTrace(terminal.err());
        }
        if (e instanceof StillwatchException known) {
            terminal.say("stillwatch: " + known.getMessage());
            return ExitStatus.USAGE;
        }
        return fault(terminal, e);
    }

    private static boolean showsStackTrace(ParseResult parsed) {
        return parsed.expandedArgs().contains(STACKTRACE);
    }

    /** Tells of a failure that the user did not cause. */
    static int fault(Terminal terminal, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError) {
                terminal.say(
                        "stillwatch: out of memory. Give it more with STILLWATCH_JAVA_OPTIONS=-Xmx16g, say, or scan"
                                + " a shorter time with --from and --to.");
                return ExitStatus.FAULT;
            }
        }
        terminal.say("stillwatch: this is a fault in Stillwatch ("
                + failure.getClass().getSimpleName() + "). Nothing was changed. Run it again with " + STACKTRACE
                + " and report what that shows.");
        return ExitStatus.FAULT;
    }
}
