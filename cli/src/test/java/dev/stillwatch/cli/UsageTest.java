// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, versions and wrong usage. */
class UsageTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan",
                "audit",
                "explain",
                "demo",
                "range traffic",
                "range mix",
                "range evaluate",
                "range attack",
                "range distill",
                "case open",
                "case list",
                "case show",
                "case decide",
                "case approve",
                "case undo",
                "case feedback",
                "case close",
                "case reveal",
                "case export",
                "case purge",
                "trace model",
                "trace suspect",
                "profile add",
                "profile list",
                "capacity",
                "policy test",
                "policy preview",
                "policy show",
                "policy keygen",
                "policy sign",
                "policy verify",
                "policy replay",
                "evidence keygen",
                "evidence init",
                "evidence verify",
                "evidence show",
                "evidence prove",
                "evidence checkpoint",
                "evidence witness",
                "index build",
                "index show",
                "index lookup",
                "marks verify",
                "marks background",
                "marks serve",
                "marks keys new",
                "marks keys import",
                "marks keys list",
                "marks keys rotate",
                "marks keys export",
                "trace canaries",
                "weights mark",
                "weights trace",
                "weights inspect",
                "weights register list",
                "weights register record",
                "weights keygen",
                "weights sign",
                "weights verify",
                "flink topics",
                "flink run",
                "flink submit",
                "flink stop",
                "flink jars"
            })
    void help_ofEachCommand_hasExamplesAndExitStatus(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.add("--help");

        Command help = Command.run(words.toArray());

        assertThat(help.status()).isZero();
        assertThat(help.out()).contains("Usage: stillwatch " + command, "Exit status:", "Example", "  0 ", "  2 ");
    }

    @Test
    void version_isPrinted() {
        assertThat(Command.run("--version").out()).startsWith("stillwatch ");
    }

    @Test
    void help_command_isKnown() {
        assertThat(Command.run("help", "scan").out()).contains("Usage: stillwatch scan");
    }

    @Test
    void noCommand_showsUsageOnStandardError() {
        Command nothing = Command.run();

        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).contains("Usage: stillwatch", "scan", "explain", "range");
        assertThat(Command.run("range").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scna x                                 | Did you mean scan?",
                "scan x --baselin y                     | Did you mean --baseline?",
                "scan x --fprr=0.1                      | Did you mean --fpr?",
                "scan                                   | name a LOG",
                "scan --baseline a b c                  | Name the LOG first",
                "scan x --fpr 0                         | --fpr is 0.0",
                "scan x --fpr 1                         | --fpr is 1.0",
                "scan x --fpr NaN                       | --fpr is NaN",
                "scan x --fpr much                      | --fpr",
                "scan x --from yesterday                | 'yesterday' is no time",
                "scan x --from 2026-11-02 --to 2026-11-01 | is not before",
                "scan x --threads 0                     | --threads is 0",
                "scan x --price -1                      | --price is -1",
                "scan x --format xml                    | --format",
                "scan - --baseline -                    | both a log and the baseline",
                "scan \0                                | no such file",
                "explain                                | --account",
                "explain nowhere --account a            | no report in nowhere",
                "explain --account a --campaign c       | mutually exclusive",
                "explain here --out there --account a   | two folders",
                "range trafic                           | Did you mean traffic?",
                "range traffic                          | --out",
                "range traffic bogus --out x            | unknown preset 'bogus'",
                "range traffic --dilution 2 --out x     | 0 to 1",
                "range traffic --dilutoin 1 --out x     | Did you mean --dilution?",
                "range traffic --accounts 0 --out x     | needs 1 or more",
                "range traffic --days -1 --out x        | above 0",
                "range mix nowhere --out x              | nowhere",
                "range mix nowhere --out x --leak 2     | --leak is 2.0",
                "range evaluate --seeds 0               | --seeds is 0",
                "range evaluate --report r              | go together",
                "range evaluate small --log d           | exclude each other",
                "range evaluate --log nowhere           | nowhere",
                "range attack --budget 0                | --budget is 0",
                "range attack --seeds 0                 | --seeds is 0",
                "range attack --goal 0                  | --goal is 0.0",
                "range attack --volume -1               | --volume is -1.0",
                "range attack --scan-every 0            | --scan-every is 0.0",
                "range attack --account-price -1        | --account-price is -1.0",
                "range attack --aged-price NaN          | --aged-price is NaN",
                "range attack --resold-price 2          | --resold-price is 2.0",
                "range attack --fpr 1                   | --fpr is 1.0",
                "range attack bogus                     | unknown preset 'bogus'",
                "range attack benign                    | one campaign, not 0",
                "range attack --relay mine              | rewritten",
                "case lsit                              | Did you mean list?",
                "case open nowhere                      | no report in nowhere",
                "case list                              | no case store",
                "case list --state begun                | --state",
                "case list --store mysql://h/d          | sqlite:/path/cases.db",
                "case show C-2026-0001                  | no case store",
                "case decide C-1 suspnd --reason x      | did you mean suspend?",
                "case decide C-1 suspend                | --reason",
                "case decide C-1 suspend --reason x --for 0d | longer than zero",
                "case decide C-1 suspend --reason x --for week | is no stretch of time",
                "case decide C-1 throttle --reason x    | needs --requests",
                "case decide C-1 step-up --reason x     | needs --verify-at",
                "case decide C-1 withhold --reason x    | needs --model",
                "case feedback C-1 wrong --reason x     | is no finding",
                "case undo C-1                          | --reason",
                "case reveal E-1                        | --reason",
                "case export C-1                        | --out",
                "demo --accounts 5                      | 20 to 20000",
                "demo --port 70000                      | 0 to 65535",
                "demo --speed 0                         | 1 to 86400",
                "demo --for never                       | no stretch of time",
                "policy tset                            | Did you mean test?",
                "policy test nowhere                    | nowhere",
                "policy preview                         | --against",
                "policy show nowhere                    | nowhere",
                "policy sign a.yaml                     | --key",
                "policy verify nowhere                  | --trusted",
                "policy replay nowhere                  | --packs",
                "policy keygen nowhere/at/all           | cannot write",
                "evidence verfy x                       | Did you mean verify?",
                "evidence verify x                      | --log-key",
                "evidence verify x --log-key nowhere    | nowhere is missing",
                "evidence init x --key nowhere          | --origin NAME",
                "evidence init x --key k --origin a+b   | a key's name",
                "evidence show x --log-key a+b+c        | Base 64",
                "evidence prove x --log-key k           | --index",
                "evidence witness x --log-key k --key y | --memory",
                "capacity --requests 0                  | --requests is 0.0",
                "capacity --use 2                       | --use is 2.0",
                "capacity --passed-on -1                | --passed-on is -1.0",
                "capacity --judging-us 0                | --judging-us is 0.0",
                "capacity --every never                 | no stretch of time",
                "weights                                | Usage: stillwatch weights",
                "weights singn                          | Did you mean sign?",
                "weights sign nowhere --out x           | --key",
                "weights sign nowhere --out x --key k   | there is no key file k",
                "weights verify x --signature s         | --public-key",
                "weights mark nowhere --recipient r --out x | nowhere",
                "weights mark nowhere --out x           | --recipient",
                "weights trace nowhere                  | --original",
                "weights trace nowhere --original n --error 2 | --error is 2.0",
                "weights inspect nowhere                | nowhere",
                "weights register list --register nowhere | there is no register",
                "weights register record --register nowhere --log x | --log-signing-key",
                "flink                                  | Usage: stillwatch flink",
                "flink rnu                              | Did you mean run?",
                "flink run                              | --kafka",
                "flink run --kafka h:1 --every 0s       | longer than zero",
                "flink run --kafka h:1 --slots 0        | 1 to 720 slots",
                "flink run --kafka h:1 --from-savepoint latest | needs --checkpoints",
                "flink run --kafka h:1 --checkpoints /dev/null/x | cannot write into /dev/null/x",
                "flink run --kafka no.such.host.invalid:1 | names no broker that can be found",
                "flink topics --kafka h:1 --partitions 0 | need 1 or more",
                "flink submit --kafka h:1               | --cluster",
                "flink submit --kafka h:1 --cluster ftp://h:1 | is no address of a cluster",
                "flink submit --kafka h:1 --cluster http://localhost:1 | no Flink cluster answers at http://localhost:1",
                "flink stop x --cluster http://localhost:1 --savepoint s | is no job's id",
                "flink stop 0123456789abcdef0123456789abcdef --cluster http://localhost:1 --savepoint s | no Flink cluster answers",
                "flink jars --out /dev/null/x           | cannot write into /dev/null/x"
            })
    void wrongUsage_exitsWithTwoAndSaysWhatIsWrong(String example) {
        String[] parts = example.split("\\|");

        Command wrong = Command.run((Object[]) parts[0].strip().split(" +"));

        assertThat(wrong.status()).as(wrong.err()).isEqualTo(2);
        assertThat(wrong.err()).contains(parts[1].strip()).doesNotContain("\tat ", "Exception");
        assertThat(wrong.out()).isEmpty();
        assertThat(Path.of("x")).doesNotExist();
    }

    @Test
    void scan_baselineThenLog_isUnderstood() throws Exception {
        Path baseline = Files.writeString(folder.resolve("b.jsonl"), Sample.line("y", "b", 1));
        Path log = Files.writeString(folder.resolve("a.jsonl"), Sample.quietLog(4));

        Command scan = Command.run("scan", "--out", folder.resolve("r"), "--baseline", baseline, log);
        Command marked = Command.run("scan", "--out", folder.resolve("r2"), "--baseline", baseline, "--", log);

        assertThat(scan.status()).as(scan.err()).isZero();
        assertThat(scan.err()).contains("Scanning " + log + " with " + baseline);
        assertThat(folder.resolve("r2/accounts.csv")).hasSameTextualContentAs(folder.resolve("r/accounts.csv"));
        assertThat(marked.err()).doesNotContain("Scanning");
    }

    @Test
    void fault_isToldByKindOnly() {
        Command wrong = new Command(0, "", "");
        java.io.StringWriter err = new java.io.StringWriter();
        Terminal terminal = new Terminal(
                java.io.InputStream.nullInputStream(),
                new java.io.PrintWriter(err),
                new java.io.PrintWriter(err),
                80,
                false);

        int status = Failures.fault(terminal, new IllegalStateException("secret " + wrong));

        assertThat(status).isEqualTo(1);
        assertThat(err.toString())
                .contains("IllegalStateException", "--stacktrace")
                .doesNotContain("secret");
    }
}
