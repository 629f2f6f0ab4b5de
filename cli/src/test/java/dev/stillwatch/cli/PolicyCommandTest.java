// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stillwatch policy} and the commands under it. */
class PolicyCommandTest {
    private static final Path DEFAULT = Path.of("../policy/default");
    private static final Path EXAMPLES = Path.of("../policy/examples");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path report;

    @BeforeAll
    static void scanTheExample() {
        report = shared.resolve("report");
        Command scan = Command.run("scan", "../examples/traffic.jsonl.gz", "--out", report);
        assertThat(scan.status()).as(scan.err()).isEqualTo(3);
    }

    @Test
    void test_shippedPacks_pass() {
        Command test = Command.run("policy", "test", DEFAULT, EXAMPLES);

        assertThat(test.status()).as(test.out()).isZero();
        assertThat(test.out()).contains("stillwatch.campaigns@1.0.0: ", " cases, 0 failed");
    }

    @Test
    void test_failingCase_exitsWithThreeAndNamesFileLineAndBoth() throws IOException {
        Path pack = Files.copy(DEFAULT.resolve("campaigns.yaml"), folder.resolve("p.yaml"));
        Path cases = Files.writeString(
                folder.resolve("p.test.yaml"),
                "cases:\n  - name: one\n    facts: {campaign: {verdict: reseller, score: 9}}\n    decisions: [cut-off]\n");

        Command text = Command.run("policy", "test", pack);
        Command json = Command.run("policy", "test", pack, "--format", "json");

        assertThat(text.status()).isEqualTo(3);
        assertThat(text.out())
                .contains(cases + ":2: one: decisions: expected [cut-off], found [watch-unexplained]", "1 failed");
        assertThat(json.status()).isEqualTo(3);
        assertThat(json.out()).contains("\"passed\" : false", "\"line\" : 2");
    }

    @Test
    void preview_defaultPack_touchesTheCampaignAndNobodyElse() {
        Command text = Command.run("policy", "preview", DEFAULT, "--against", report, "--most-benign", 0);
        Command json = Command.run("policy", "preview", DEFAULT, "--against", report, "--format", "json");

        assertThat(text.status()).as(text.out() + text.err()).isZero();
        assertThat(text.out()).contains("424 accounts judged", "blunt: deter", "cut-off: suspend (after approval)");
        assertThat(json.out()).contains("\"benign_hit\" : 0");
        Matcher watched = Pattern.compile("\"rule\" : \"watch\"[^}]*\"distillation\" : (\\d+)")
                .matcher(json.out());
        assertThat(watched.find()).isTrue();
        assertThat(Integer.parseInt(watched.group(1))).isBetween(60, 80);
    }

    @Test
    void preview_directive_countsWhoLosesTheModels() throws IOException {
        StringBuilder persons = new StringBuilder("account,person_status\n");
        Files.readAllLines(report.resolve("accounts.csv")).stream()
                .skip(1)
                .limit(100)
                .forEach(row -> persons.append(row, 0, row.indexOf(',')).append(",us-person\n"));
        Path csv = Files.writeString(folder.resolve("persons.csv"), persons);

        Command preview = Command.run(
                "policy",
                "preview",
                EXAMPLES.resolve("directive.yaml"),
                "--against",
                report,
                "--attributes",
                csv,
                "--at",
                "2026-06-13",
                "--most-benign",
                "10");

        assertThat(preview.status()).isEqualTo(3);
        assertThat(preview.out())
                .contains(
                        "withhold aurora-2, aurora-2-mini",
                        "324 accounts",
                        "324 of these only because facts are not known")
                .containsPattern("withhold +0 +324 +324 +0");
    }

    @Test
    void preview_accountNames_areNowhereInTheOutput() throws IOException {
        String account =
                Files.readAllLines(report.resolve("accounts.csv")).get(1).split(",")[0];

        assertThat(Command.run("policy", "preview", DEFAULT, "--against", report)
                        .out())
                .doesNotContain(account);
    }

    @Test
    void signThenVerify_everyStep_works() throws IOException {
        Path packs = Files.createDirectories(folder.resolve("packs"));
        Path pack = Files.copy(DEFAULT.resolve("campaigns.yaml"), packs.resolve("campaigns.yaml"));
        Path key = folder.resolve("team");

        assertThat(Command.run("policy", "keygen", key).status()).isZero();
        assertThat(Command.run("policy", "verify", packs, "--trusted", key + ".pub")
                        .err())
                .contains("is not signed");
        Command nothing = Command.run(
                "policy", "verify", Files.createDirectories(folder.resolve("none")), "--trusted", key + ".pub");
        assertThat(nothing.status()).isEqualTo(2);
        assertThat(nothing.err()).contains("no policy pack in");
        assertThat(Command.run("policy", "sign", packs, "--key", key + ".key").status())
                .isZero();
        assertThat(Command.run("policy", "verify", packs, "--trusted", key + ".pub")
                        .out())
                .contains(" good\n");

        Files.writeString(pack, Files.readString(pack) + "# changed\n");
        Command changed = Command.run("policy", "verify", packs, "--trusted", key + ".pub");
        assertThat(changed.status()).isEqualTo(2);
        assertThat(changed.err()).contains("has been changed since it was signed");
    }

    @Test
    void sign_fileThatIsNoPack_isNotSigned() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "id: x\n");
        Command.run("policy", "keygen", folder.resolve("team"));

        Command sign = Command.run("policy", "sign", bad, "--key", folder.resolve("team.key"));

        assertThat(sign.status()).isEqualTo(2);
        assertThat(folder.resolve("bad.yaml.dsse")).doesNotExist();
    }

    @Test
    void show_packs_saysWhatTheyDo() {
        Command show = Command.run("policy", "show", EXAMPLES);

        assertThat(show.status()).as(show.err()).isZero();
        assertThat(show.out())
                .contains("example.directive@1.2.0", "in-force from 2026-06-12T21:21:00Z to", "except annex");
        assertThat(Command.run("policy", "show", DEFAULT, "--format", "json").out())
                .contains("\"then\" : \"observe\"");
    }

    @Test
    void show_everyPartOfAPack_isInBothForms() throws IOException {
        Path pack = Files.writeString(folder.resolve("p.yaml"), """
                id: p
                version: 1.0.0
                title: T
                issuer: I
                source: [{uri: "https://example.com/letter", citation: section 4}]
                status: in-force
                known-at: 2026-06-01
                expires: 2027-01-01
                mode: assess
                supersedes: [older]
                rules:
                  - {id: r, when: "true", when-unknown: apply, then: observe, lasting: 1d, reason: R., citation: section 5}
                exemptions:
                  - {id: e, rules: [r], when: "has_account", reason: X.}
                """);

        assertThat(Command.run("policy", "show", pack).out())
                .contains(
                        "mode assess; status in-force\n",
                        "rests on https://example.com/letter (section 4)",
                        "expires 2027-01-01T00:00:00Z",
                        "supersedes older",
                        "r (0): observe, for PT24H, also where facts are not known",
                        "reason given: R. (section 5)",
                        "except e from r: X.\n    when has_account\n");
        assertThat(Command.run("policy", "show", pack, "--format", "json").out())
                .contains(
                        "\"uri\" : \"https://example.com/letter\"",
                        "\"expires\" : \"2027-01-01T00:00:00Z\"",
                        "\"supersedes\" : [ \"older\" ]",
                        "\"when_unknown\" : \"apply\"",
                        "\"citation\" : \"section 5\"",
                        "\"rules\" : [ \"r\" ]");
    }

    @Test
    void replay_decisionOfThen_comesOutTheSame() throws IOException {
        Path facts = Files.writeString(
                folder.resolve("facts.yaml"), "account: {id: a1, attributes: {person_status: foreign}}\n");
        Command ruling = Command.run(
                "policy", "replay", facts, "--packs", EXAMPLES, "--at", "2026-06-13T00:00:00Z", "--format", "json");
        Matcher decision =
                Pattern.compile("(?s)\"decisions\" : \\[ (\\{.*?\\n  }) ]").matcher(ruling.out());
        assertThat(decision.find()).as(ruling.out() + ruling.err()).isTrue();
        Path then = Files.writeString(folder.resolve("decision.json"), decision.group(1));

        Command same = Command.run("policy", "replay", facts, "--packs", EXAMPLES, "--decision", then);
        Command later = Command.run(
                "policy", "replay", facts, "--packs", EXAMPLES, "--decision", then, "--known-at", "2026-06-27");
        Files.writeString(facts, "account: {id: a1, attributes: {person_status: us-person}}\n");
        Command others = Command.run("policy", "replay", facts, "--packs", EXAMPLES, "--decision", then);

        assertThat(same.status()).as(same.err()).isZero();
        assertThat(later.status()).isEqualTo(3);
        assertThat(later.err()).contains("the version differs: 1.0.0 then, 1.1.0 now");
        assertThat(others.status()).isEqualTo(3);
        assertThat(others.err()).contains("the facts are not those of the decision");
    }
}
