// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Help and wrong usage of {@code stillwatch intel}; what is quoted of arguments is never a secret. */
class IntelUsageTest {
    @TempDir
    private static Path folder;

    private static Path store;

    @BeforeAll
    static void store() {
        store = folder.resolve("sharing.db");
        assertThat(Command.run("intel", "init", "--name", "Example Models", "--store", store)
                        .status())
                .isZero();
    }

    @Test
    void help_ofEachCommand_hasExamplesAndExitStatus() {
        List<CommandLine> commands = new ArrayList<>();
        collect(IntelCommand.commandLine(Terminal.ofProcess()), commands);
        assertThat(commands)
                .hasSize(16)
                .allSatisfy(command -> assertThat(command.getUsageMessage())
                        .as(command.getCommandName())
                        .contains("Exit status:", "  0 ", "  2 ", "Examples:", "  stillwatch intel ", "--store"));
    }

    private static void collect(CommandLine command, List<CommandLine> commands) {
        for (CommandLine each : command.getSubcommands().values()) {
            if (each.getSubcommands().isEmpty() && !each.getCommandName().equals("help")) {
                commands.add(each);
            }
            collect(each, commands);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "share c-1 --report nowhere             | no report in nowhere",
                "share c-1 c-1                          | named twice",
                "share c-1 c-2 --as x                   | --as names one campaign",
                "share c-1 --least-accounts 4           | --least-accounts takes 5 or more",
                "share c-1 --tlp mauve                  | amber+strict",
                "share c-1 --tlp red --offer            | write it with --out",
                "share c-1 --report r --cases c         | mutually exclusive",
                "revoke c-9                             | no campaign of this id was shared",
                "read x --peer a/b                      | a peer's name has",
                "match --cases c.db                     | --cases needs a CASE",
                "serve --peer acme                      | NAME=file:PATH",
                "serve --peer acme=zqcanary7731zqcanary7731 | takes file:PATH or env:NAME",
                "serve --peer acme=file:nowhere         | nowhere cannot be read",
                "pull http://example.com/ --peer p --secret zqcanary7731zqcanary7731 | takes file:PATH or env:NAME",
                "pull http://example.com/ --peer p --secret env:NOT_SET_ANYWHERE | the environment variable holds nothing",
                "key lits                               | Did you mean list?",
                "key new Canary                         | lower-case letters",
                "key import nowhere.key                 | nowhere.key: is not there",
                "shaer c-1                              | Did you mean share?"
            })
    void wrongUsage_exitsWithTwoAndSaysWhatIsWrong(String example) {
        String[] parts = example.split("\\|");
        List<Object> words = new ArrayList<>(List.of("intel"));
        words.addAll(List.of(parts[0].strip().split(" +")));
        words.addAll(List.of("--store", store));
        Command wrong = Command.run(words.toArray());
        assertThat(wrong.status()).as(wrong.err()).isEqualTo(2);
        assertThat(wrong.err())
                .contains(parts[1].strip())
                .doesNotContain("\tat ", "Exception", DetectedCampaign.CANARY);
        assertThat(wrong.out()).isEmpty();
    }
}
