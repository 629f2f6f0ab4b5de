// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.CountermeasureText;
import dev.stillwatch.policy.Decision;
import dev.stillwatch.policy.DecisionJson;
import dev.stillwatch.policy.Facts;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyEngine;
import dev.stillwatch.policy.PolicyJson;
import dev.stillwatch.policy.Replay;
import dev.stillwatch.policy.RuleOutcome;
import dev.stillwatch.policy.Ruling;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stillwatch policy replay}: takes a decision of the past again. */
@Command(
        name = "replay",
        header = "Takes a decision again, from packs and the facts of then, and compares.",
        description = "With --decision, exits with 0 only if the same rule of the same version calls for the same from"
                + " facts with the same hash. Without it, shows what the packs say about the facts.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:decided; with --decision, the same as then",
            "1:a fault in Stillwatch",
            "2:wrong usage, or packs, facts or decision cannot be read",
            "3:the decision comes out differently"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch policy replay facts.json --packs packs --at 2026-06-15T12:00:00Z",
            "  stillwatch policy replay facts.json --packs packs --decision decision.json --trusted team.pub"
        })
final class PolicyReplayCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FACTS", description = "The facts, in JSON or YAML.")
    private Path facts = Path.of("");

    @Option(
            names = "--packs",
            paramLabel = "DIR",
            required = true,
            description = "Folder of packs, with the versions of then.")
    private @Nullable Path packs;

    @Option(names = "--decision", paramLabel = "FILE", description = "The decision of then, in JSON.")
    private @Nullable Path decision;

    @Option(
            names = "--at",
            paramLabel = "T",
            converter = Times.class,
            description = "When it is to hold (default: when the decision was taken).")
    private @Nullable Instant at;

    @Option(
            names = "--known-at",
            paramLabel = "T",
            converter = Times.class,
            description = "Versions known later do not count (default: the same as --at).")
    private @Nullable Instant knownAt;

    @Option(
            names = "--trusted",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Public keys that packs must be signed with. Without any, signatures are not asked for.")
    private List<Path> trusted = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    PolicyReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path file = decision;
        if (file == null && at == null) {
            throw new ParameterException(spec.commandLine(), "name a --decision to compare with, or a time with --at");
        }
        PackSet set = PackSet.load(
                Objects.requireNonNull(packs),
                TrustedKeys.read(trusted),
                trusted.isEmpty() ? UnsignedPacks.ALLOW : UnsignedPacks.REFUSE);
        Facts known = Facts.read(facts);
        if (file == null) {
            Instant effective = Objects.requireNonNull(at);
            show(new PolicyEngine(set).decide(known, effective, Objects.requireNonNullElse(knownAt, effective)));
            return ExitStatus.OK;
        }
        Decision then = DecisionJson.read(file.toString(), bytes(file));
        Instant effective = Objects.requireNonNullElse(at, then.decidedAt());
        Ruling ruling = new PolicyEngine(set).decide(known, effective, Objects.requireNonNullElse(knownAt, effective));
        show(ruling);
        List<String> differences = Replay.differences(then, ruling);
        differences.forEach(difference -> terminal.say("stillwatch: " + difference));
        return differences.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + file + "; check that it exists", e);
        }
    }

    private void show(Ruling ruling) {
        terminal.print(format == OutputFormat.JSON ? PolicyJson.of(ruling) : Terminal.visible(text(ruling)));
    }

    private static String text(Ruling ruling) {
        StringBuilder out = new StringBuilder();
        out.append("facts ").append(ruling.factsHash()).append('\n');
        for (RuleOutcome outcome : ruling.outcomes()) {
            out.append(outcome.finding().label())
                    .append("  ")
                    .append(outcome.pack())
                    .append('@')
                    .append(outcome.version())
                    .append(' ')
                    .append(outcome.rule())
                    .append(": ")
                    .append(CountermeasureText.words(outcome.countermeasure()))
                    .append(why(outcome.finding()))
                    .append('\n');
        }
        return out.toString();
    }

    private static String why(RuleOutcome.Finding finding) {
        return switch (finding) {
            case RuleOutcome.Finding.Matched(List<String> unknown)
            when !unknown.isEmpty() -> " (not known: " + String.join(", ", unknown) + ")";
            case RuleOutcome.Finding.Matched matched -> "";
            case RuleOutcome.Finding.NotMatched not -> "";
            case RuleOutcome.Finding.NeedsInfo(List<String> missing) -> " (needs " + String.join(", ", missing) + ")";
            case RuleOutcome.Finding.Exempt(String exemption, String reason) -> " (" + exemption + ": " + reason + ")";
            case RuleOutcome.Finding.Outranked(String by) -> " (" + by + " counts)";
            case RuleOutcome.Finding.NotInForce(String reason) -> " (" + reason + ")";
        };
    }
}
