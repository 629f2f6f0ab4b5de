// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.policy.Condition;
import dev.stillwatch.policy.CountermeasureText;
import dev.stillwatch.policy.PackFiles;
import dev.stillwatch.policy.PackSet;
import dev.stillwatch.policy.PolicyJson;
import dev.stillwatch.policy.PolicyPack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch policy show}: what packs say. */
@Command(
        name = "show",
        header = "Shows what policy packs say, highest priority first.",
        description = "Checks packs as loading does, but for signatures.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:shown", "1:a fault in Stillwatch", "2:wrong usage, or a pack cannot be read"},
        footerHeading = "%nExamples:%n",
        footer = {"  stillwatch policy show policy/default", "  stillwatch policy show packs --format json"})
final class PolicyShowCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "PACK|DIR", arity = "1..*", description = "Packs, or folders of packs.")
    private List<Path> named = new ArrayList<>();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    PolicyShowCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PackSet packs =
                PackSet.of(PackFiles.under(named).stream().map(PolicyPack::read).toList());
        terminal.print(
                format == OutputFormat.JSON
                        ? PolicyJson.of(packs)
                        : Terminal.visible(packs.packs().stream()
                                .map(PolicyShowCommand::text)
                                .collect(Collectors.joining("\n"))));
        return ExitStatus.OK;
    }

    private static String text(PolicyPack pack) {
        StringBuilder out = new StringBuilder();
        out.append(pack.name()).append(": ").append(pack.title()).append('\n');
        out.append("  issued by ").append(pack.issuer());
        pack.jurisdiction().ifPresent(where -> out.append(", ").append(where));
        out.append("; known since ").append(pack.knownAt());
        out.append("; mode ").append(pack.mode().label());
        out.append("; status ").append(pack.status().label()).append('\n');
        pack.sources()
                .forEach(source -> out.append("  rests on ")
                        .append(source.uri())
                        .append(inBrackets(source.citation()))
                        .append('\n'));
        pack.windows()
                .forEach(window -> out.append("  ")
                        .append(window.status().label())
                        .append(" from ")
                        .append(window.from())
                        .append(window.to().map(to -> " to " + to).orElse(""))
                        .append(window.basis().map(basis -> ": " + basis).orElse(""))
                        .append('\n'));
        pack.expires()
                .ifPresent(expires -> out.append("  expires ").append(expires).append('\n'));
        if (!pack.supersedes().isEmpty()) {
            out.append("  supersedes ")
                    .append(String.join(", ", pack.supersedes()))
                    .append('\n');
        }
        pack.rules()
                .forEach(rule -> out.append("  ")
                        .append(rule.id())
                        .append(" (")
                        .append(rule.priority())
                        .append("): ")
                        .append(CountermeasureText.words(rule.then()))
                        .append(", for ")
                        .append(rule.lasting())
                        .append(rule.needsApproval() ? ", after approval" : "")
                        .append(rule.appliesWhenUnknown() ? ", also where facts are not known" : "")
                        .append(condition(rule.when()))
                        .append("    reason given: ")
                        .append(rule.reason())
                        .append(inBrackets(rule.citation()))
                        .append('\n'));
        pack.exemptions()
                .forEach(exemption -> out.append("  except ")
                        .append(exemption.id())
                        .append(
                                exemption.rules().isEmpty()
                                        ? ""
                                        : " from " + String.join(", ", new TreeSet<>(exemption.rules())))
                        .append(": ")
                        .append(exemption.reason())
                        .append(condition(exemption.when())));
        return out.toString();
    }

    private static String inBrackets(Optional<String> text) {
        return text.map(inside -> " (" + inside + ")").orElse("");
    }

    private static String condition(Condition condition) {
        return "\n    when " + condition.toString().strip().replaceAll("\\s+", " ") + "\n";
    }
}
