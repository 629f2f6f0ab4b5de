// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilingsCommandTest {
    private static final Path SAMPLES = Path.of("..", "docs", "samples", "filings");

    @TempDir
    private Path folder;

    @Test
    void compute_ledgerOfTheSamples_saysForEachRuleWhatItCounts() {
        Command text = Command.run(
                "filings", "compute", SAMPLES.resolve("ledger.json"), "--model", "m-large", "--at", "2026-11-23");
        assertThat(text.status()).as(text.err()).isEqualTo(3);
        // 6 x 4e11 x 1.5e13 = 3.6e25, and 2 x 1.2e12 x 2e12 = 4.8e24 by the teacher, which the proposal does not count.
        assertThat(text.out())
                .contains(
                        "us-ca.sb53             below    4.08e25 (3.85e25 to 4.31e25) of 1e+26; likely from 2027-0",
                        "us.bis.702-7           below    0 of 1e+26; not within six months as planned",
                        "eu.aia.gpai-systemic   above    4.08e25")
                .doesNotContain("contradict");
        Command json = Command.run(
                "filings",
                "compute",
                SAMPLES.resolve("ledger.json"),
                "--model",
                "m-large",
                "--at",
                "2026-11-23",
                "--format",
                "json");
        assertThat(json.out()).contains("\"comparison\":\"above\"", "\"rule\":\"us-ny.raise\"");
        assertThat(Command.run("filings", "compute", SAMPLES.resolve("ledger.json"), "--model", "m-other")
                        .status())
                .isZero();
    }

    @Test
    void cluster_ofTheSamples_exceedsTheLimitAtOnePrecisionOnly() {
        Command text = Command.run("filings", "cluster", SAMPLES.resolve("cluster.json"));
        assertThat(text.status()).as(text.err()).isEqualTo(3);
        assertThat(text.out())
                .startsWith("hall-1, hall-2, spine\n")
                .contains("bf16   6.92e+19 operations/s, below", "fp8    1.39e+20 operations/s, above", "office");
        assertThat(Command.run("filings", "cluster", SAMPLES.resolve("cluster.json"), "--above", 400)
                        .status())
                .isZero();
        assertThat(Command.run("filings", "cluster", SAMPLES.resolve("cluster.json"), "--format", "json")
                        .out())
                .contains("\"machines\":[", "\"fp8\":");
    }

    @Test
    void due_incidentOfTheSamples_isDueEverywhere_andOverDueWhereItBinds() {
        Command due = Command.run("filings", "due", SAMPLES.resolve("incident.json"), "--known", "2026-11-23");
        // The sample's fifteen days pass one day; what is said of them then is another, and both are right.
        assertThat(due.status()).as(due.err()).isIn(0, 3);
        assertThat(due.out())
                .contains(
                        "2026-11-23T18:00:00Z  us-ny.raise  report of a safety incident to New York",
                        "(does not bind: enacted)",
                        "2026-12-05T08:00:00Z  us-ca.sb53   report of a critical safety incident")
                .containsPattern("2026-12-05.*\\((binds|OVER DUE)\\)");
    }

    @Test
    void write_forTheSamples_makesSixFiles_ofWhichThePublicOnesWithhold() throws IOException {
        Command written = Command.run(
                "filings",
                "write",
                SAMPLES.resolve("statement.json"),
                "--incident",
                SAMPLES.resolve("incident.json"),
                "--rule",
                "us-ca.sb53",
                "--out",
                folder.resolve("papers"));
        assertThat(written.status()).as(written.err()).isZero();
        try (Stream<Path> files = Files.list(folder.resolve("papers"))) {
            assertThat(files).hasSize(6);
        }
        for (String name : new String[] {"us-ca.sb53-public.html", "us-ca.sb53-public.json", "us-ca.sb53-public.pdf"}) {
            assertThat(Files.readAllBytes(folder.resolve("papers").resolve(name)))
                    .asString(StandardCharsets.ISO_8859_1)
                    .doesNotContain("storage cell 4");
        }
        assertThat(folder.resolve("papers/us-ca.sb53-confidential.html"))
                .content()
                .contains("storage cell 4");
    }

    @Test
    void write_whatIsNotDue_isRefused_sayingWhatIs() {
        Command other = Command.run(
                "filings",
                "write",
                SAMPLES.resolve("statement.json"),
                "--incident",
                SAMPLES.resolve("incident.json"),
                "--rule",
                "eu.aia.gpai-systemic",
                "--out",
                folder);
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("nothing is due under rule eu.aia.gpai-systemic", "stillwatch filings due");
    }

    @Test
    void files_thatAreNone_areRefusedByTheirPlace() throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("incident.json"),
                Files.readString(SAMPLES.resolve("incident.json")).replace("2026-11-20T08", "canary"));
        Command refused = Command.run("filings", "due", wrong);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains("incident.json, line 5, column 17, at discovered")
                .doesNotContain("canary");
        assertThat(Command.run("filings", "due", folder.resolve("none.json")).err())
                .contains("none.json: is not there");
        Files.write(folder.resolve("latin.json"), new byte[] {'{', (byte) 0xE4, '}'});
        assertThat(Command.run("filings", "due", folder.resolve("latin.json")).err())
                .contains("latin.json: is no UTF-8");
    }

    @Test
    void rules_onADay_areShownWithTheirSources_andTakenBack() throws IOException {
        Command then = Command.run("filings", "rules", "--on", "2025-12-01", "--known", "2025-11-01");
        assertThat(then.out())
                .contains("us.bis.affiliates", "in force since 2025-09-29", "(not checked against the text)");
        Command now = Command.run("filings", "rules", "--on", "2025-12-01", "--known", "2026-11-01");
        assertThat(now.out()).contains("suspended since 2025-11-10");
        Command json = Command.run("filings", "rules", "--format", "json");
        Path own = Files.writeString(folder.resolve("own.json"), json.out().replace("\"2026-11-21\"", "\"mine\""));
        assertThat(Command.run("filings", "rules", "--rules", own).out())
                .endsWith("Rules of mine. Not legal advice.\n");
    }

    @Test
    void largeRun_ofACustomer_isDueIfTheyAreForeignOrNobodyKnows() throws IOException {
        Path samples = Path.of("..", "docs", "samples", "releases");
        Path parties = folder.resolve("parties.db");
        Command.run("party", "add", samples.resolve("recipient.json"), "--store", parties);
        Command foreign = largeRun("p-1", parties, "US");
        assertThat(foreign.status()).as(foreign.err()).isZero();
        assertThat(foreign.out())
                .contains("p-1: a foreign customer", "2026-12-05T00:00:00Z  us.bis.iaas-kyc", "does not bind");
        assertThat(largeRun("p-1", parties, "DE").out())
                .isEqualTo("p-1: no foreign customer\nNothing is due under any rule known.\n");
        Path unknown =
                Files.writeString(folder.resolve("unknown.json"), "{\"id\":\"p-9\",\"kind\":\"entity\",\"facts\":[]}");
        Command.run("party", "add", unknown, "--store", parties);
        Command asked = largeRun("p-9", parties, "US");
        assertThat(asked.status()).as(asked.err()).isEqualTo(3);
        assertThat(asked.out()).contains("nobody has verified", "us.bis.iaas-kyc");
        assertThat(largeRun("p-7", parties, "US").err()).contains("there is no party p-7");
    }

    private static Command largeRun(String party, Path parties, String home) {
        return Command.run(
                "filings",
                "large-run",
                party,
                "--parties",
                parties,
                "--learnt",
                "2026-11-20",
                "--known",
                "2026-11-23",
                "--home",
                home);
    }
}
