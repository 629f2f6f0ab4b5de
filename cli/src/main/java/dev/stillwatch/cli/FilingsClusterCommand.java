// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.filings.Cluster;
import dev.stillwatch.filings.FilingFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch filings cluster}: which machines count together, and their peak. */
@Command(
        name = "cluster",
        header = "Says which machines fast links join, and their peak together, at each precision.",
        description =
                "The usual speed and limit are those of the proposed 15 CFR 702.7: more than 300 Gbit/s, and more than"
                        + " 1e20 operations a second without sparsity. The rule names no precision, and the answer depends on it.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:no group exceeds the limit at any precision",
            "1:a fault in Stillwatch",
            "2:wrong usage, or a file that cannot be read",
            "3:one does"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch filings cluster cluster.json",
            "  stillwatch filings cluster cluster.json --above 100 --format json"
        })
final class FilingsClusterCommand implements Callable<Integer> {
    private static final int MACHINES_NAMED = 5;

    private final Terminal terminal;

    @Parameters(paramLabel = "CLUSTER", description = "Machines and links, JSON; see docs/filings.md.")
    private Path file = Path.of("");

    @Option(
            names = "--above",
            paramLabel = "GBIT/S",
            description = "Links faster than this join machines (default: ${DEFAULT-VALUE}).")
    private double above = 300;

    @Option(
            names = "--limit",
            paramLabel = "OP/S",
            description = "What a group must exceed (default: ${DEFAULT-VALUE}).")
    private double limit = 1e20;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    FilingsClusterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Cluster.Joined> groups =
                FilingFiles.cluster(SmallFiles.read(file), file.toString()).joined(above);
        terminal.print(format == OutputFormat.JSON ? FilingFiles.json(groups) + "\n" : text(groups));
        return groups.stream().anyMatch(this::exceeds) ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private boolean exceeds(Cluster.Joined group) {
        return group.peak().values().stream().anyMatch(peak -> peak > limit);
    }

    private String text(List<Cluster.Joined> groups) {
        StringBuilder text = new StringBuilder();
        for (Cluster.Joined group : groups) {
            List<String> named =
                    group.machines().stream().sorted().limit(MACHINES_NAMED).toList();
            text.append(String.join(", ", named));
            if (group.machines().size() > named.size()) {
                text.append(" and ")
                        .append(group.machines().size() - named.size())
                        .append(" more");
            }
            text.append('\n');
            new TreeMap<>(group.peak())
                    .forEach((precision, peak) -> text.append(String.format(
                            Locale.ROOT,
                            "  %-6s %.3g operations/s, %s the limit of %.0e%n",
                            precision,
                            peak,
                            peak > limit ? "above" : "below",
                            limit)));
        }
        return text.toString();
    }
}
