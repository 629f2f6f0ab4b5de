// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What README.md, the guide and the pages on marks, audits and weights tell users to type does what they say it does. */
class GuideTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK =
            Pattern.compile("(?m)(?:^<!-- (.*?) -->\\n)?^```sh\\n((?:.*\\n)*?)^```$", Pattern.MULTILINE);
    private static final Pattern RUN = Pattern.compile("run: exit (\\d)");
    private static final Pattern DISTILLATION =
            Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\",\\s*\"verdict\"\\s*:\\s*\"distillation\"");

    private static final List<String> PAGES = List.of(
            "README.md",
            "docs/guide.md",
            "docs/marks.md",
            "docs/lineage.md",
            "docs/audit.md",
            "docs/weights.md",
            "docs/flink.md",
            "docs/filings.md",
            "docs/parties.md",
            "docs/release.md",
            "docs/sharing.md");
    /** Options whose files need not be there yet. */
    private static final Set<String> NEW_FILES = Set.of(
            "--out",
            "--store",
            "--profiles",
            "--registry",
            "--registry-key",
            "--cleaned",
            "--register",
            "--vault",
            "--vault-key",
            "--records",
            "--log",
            "--signature",
            "keygen",
            "init");

    private static final Pattern WORD = Pattern.compile("'[^']*'|\\S+");

    @TempDir
    private Path folder;

    /** A block of commands and the comment before it. */
    private record Block(String comment, List<String> commands) {}

    private static List<Block> blocks(String page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PROJECT.resolve(page)));
        while (block.find()) {
            String comment = block.group(1) == null ? "" : block.group(1);
            List<String> commands = block.group(2)
                    .replaceAll("\\\\\\n\\s*", "")
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            blocks.add(new Block(comment, commands));
        }
        return blocks;
    }

    @TestFactory
    Stream<DynamicTest> commands_ofThePages_exitAsThePagesSay() throws IOException {
        copyExamples();
        List<DynamicTest> tests = new ArrayList<>();
        for (String page : PAGES) {
            for (Block block : blocks(page)) {
                Matcher run = RUN.matcher(block.comment());
                if (run.matches()) {
                    int status = Integer.parseInt(run.group(1));
                    block.commands()
                            .forEach(line ->
                                    tests.add(DynamicTest.dynamicTest(page + ": " + line, () -> run(line, status))));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(10);
        return tests.stream();
    }

    @Test
    void blocks_eachSaysWhetherItRuns() throws IOException {
        List<Block> notRun = new ArrayList<>();
        for (String page : PAGES) {
            for (Block block : blocks(page)) {
                if (!RUN.matcher(block.comment()).matches()) {
                    assertThat(block.comment())
                            .as("%s: %s", page, block.commands())
                            .startsWith("not run: ");
                    notRun.add(block);
                }
            }
        }
        assertThat(notRun).hasSizeLessThan(5);
    }

    @Test
    void readme_beginsWithTheDemo_andEndsWithTheChecks() throws IOException {
        assertThat(blocks("README.md").stream().flatMap(block -> block.commands().stream()))
                .startsWith("./stillwatch demo")
                .endsWith("./stillwatch scan examples/traffic.jsonl.gz", "./verify");
        assertThat(Files.readString(PROJECT.resolve("README.md"))).endsWith("```sh\n./verify\n```\n");
    }

    private void copyExamples() throws IOException {
        for (String name : List.of("examples", "policy", "docs/samples")) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve(name))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = folder.resolve(PROJECT.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    private void run(String line, int status) throws IOException {
        String command = line.replaceAll("\\s+# .*$", "");
        byte[] input = new byte[0];
        Matcher piped = Pattern.compile("gzip -dc (\\S+) \\| (.*)").matcher(command);
        if (piped.matches()) {
            try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve(piped.group(1))))) {
                input = in.readAllBytes();
            }
            command = piped.group(2);
        }
        assertThat(command).as("a command this test can run").startsWith("./stillwatch ");
        Command ran = Command.runWith(input, arguments(command).toArray());
        assertThat(ran.status()).as("%s%n%s", line, ran.err()).isEqualTo(status);
    }

    /** The words after the command, with files in the temporary folder instead of the current one. */
    private List<String> arguments(String command) throws IOException {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group().replaceAll("^'|'$", ""));
        }
        words.removeFirst();
        String subcommand = words.getFirst();
        boolean placed = words.contains("--out");
        for (int i = 1; i < words.size(); i++) {
            String argument = words.get(i);
            boolean named = (NEW_FILES.contains(words.get(i - 1)) && !argument.startsWith("--"))
                    || (words.get(i - 1).equals("--key") && argument.matches("[\\w-]+\\.(json|key)"));
            if (named || Files.exists(folder.resolve(argument.replaceAll("/.*", "")))) {
                placed |= subcommand.equals("explain");
                words.set(i, folder.resolve(argument).toString());
            } else if (argument.equals("ID")) {
                words.set(i, campaign(words));
            }
        }
        if (!placed && List.of("scan", "explain").contains(subcommand)) {
            words.addAll(List.of("--out", folder.resolve("stillwatch-report").toString()));
        }
        return words;
    }

    /** The campaign that the scan before found. */
    private String campaign(List<String> words) throws IOException {
        Path report = words.stream()
                .map(folder::resolve)
                .filter(path -> Files.exists(path.resolve("campaigns.json")))
                .findFirst()
                .orElse(folder.resolve("stillwatch-report"));
        Matcher found = DISTILLATION.matcher(Files.readString(report.resolve("campaigns.json")));
        assertThat(found.find()).as("a campaign in " + report).isTrue();
        return found.group(1);
    }
}
