// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan reads, and what it says of what it cannot. */
class ScanInputsTest {
    private static final String JSON = "--format=json";

    @TempDir
    private Path folder;

    private Path logs;
    private Path report;

    @BeforeEach
    void makeFolders() throws IOException {
        logs = Files.createDirectory(folder.resolve("logs"));
        report = folder.resolve("report");
    }

    private Path log(String name, String text) throws IOException {
        return Files.writeString(logs.resolve(name), text);
    }

    private Command scan(Object... more) {
        Object[] all = new Object[more.length + 4];
        all[0] = "scan";
        System.arraycopy(more, 0, all, 1, more.length);
        all[more.length + 1] = JSON;
        all[more.length + 2] = "--out";
        all[more.length + 3] = report;
        return Command.run(all);
    }

    private static void assertRead(Command scan, int exchanges) {
        assertThat(scan.status()).as(scan.err()).isZero();
        assertThat(scan.out()).containsPattern("\"exchanges\" ?: ?" + exchanges + ",");
    }

    @Test
    void scan_nothingSuspicious_exitsWithZero() throws IOException {
        assertRead(scan(log("a.jsonl", Sample.quietLog(30))), 30);
        assertThat(report).isDirectoryContaining("glob:**/report.html");
    }

    @Test
    void scan_emptyLog_saysThatNothingWasSeen() throws IOException {
        Command scan = scan(log("a.jsonl", ""));

        assertRead(scan, 0);
        assertThat(Files.readString(report.resolve("accounts.csv")))
                .isEqualTo("account,org,exchanges,score,p_value,verdict,campaign\n");
        assertThat(Files.readString(report.resolve("campaigns.json"))).isEqualToIgnoringWhitespace("[]");
    }

    @Test
    void scan_standardInput_isRead() {
        Command scan = Command.runWith(Sample.quietLog(12), "scan", "-", JSON, "--out", report);

        assertRead(scan, 12);
    }

    @Test
    void scan_compressedLogs_areRead() throws IOException {
        byte[] text = Sample.quietLog(10).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text);
        }
        Path gz = Files.write(logs.resolve("a.jsonl.gz"), gzip.toByteArray());
        Path zst = Files.write(logs.resolve("b.jsonl.zst"), Zstd.compress(text));

        assertRead(scan(gz), 10);
        assertRead(scan(zst), 10);
        assertRead(Command.runWith(gzip.toByteArray(), "scan", "-", JSON, "--out", report), 10);
    }

    @Test
    void scan_folderAndGlob_readEveryLogInThem() throws IOException {
        Files.createDirectory(logs.resolve("deep"));
        log("a.jsonl", Sample.line("x1", "a", 1) + "\n");
        log("deep/b.ndjson", Sample.line("x2", "a", 2));
        log("deep/c.txt", "no log");

        assertRead(scan(logs), 2);
        assertRead(scan(logs + "/**/*.ndjson"), 1);
        assertRead(scan(logs.resolve("a.jsonl"), logs), 2);
    }

    @Test
    void scan_sameExchangesTwice_countsThemOnce() throws IOException {
        log("a.jsonl", Sample.quietLog(8));
        log("b.jsonl", Sample.quietLog(9));

        Command scan = scan(logs);

        assertRead(scan, 9);
        assertThat(scan.out()).containsPattern("\"duplicates\" ?: ?8");
    }

    @Test
    void scan_fromAndTo_leaveOutTheRest() throws IOException {
        Path log = log("a.jsonl", Sample.quietLog(24));

        Command scan = scan(log, "--from", "2026-11-02T06:00:00Z", "--to", "2026-11-02T10:00:00+02:00");

        assertRead(scan, 2);
        assertThat(scan.err()).contains("left out 22 exchanges");
        assertRead(scan(log, "--to", "2026-11-02"), 0);
    }

    @Test
    void scan_malformedRecords_areCountedAndPlaced() throws IOException {
        Path log = log("a.jsonl", Sample.line("x1", "a", 1) + "\nnonsense\n\n{\"id\":1}\n" + Sample.line("x2", "a", 2));

        Command scan = scan(log);

        assertRead(scan, 2);
        assertThat(scan.out()).containsPattern("\"malformed\" ?: ?2");
        assertThat(scan.err())
                .contains("skipped 2 malformed of 4 records")
                .contains(log + ":2: ")
                .contains(log + ":4: ")
                .doesNotContain("nonsense");
    }

    @Test
    void scan_strict_stopsAtTheFirstMalformedRecord() throws IOException {
        Path log = log("a.jsonl", Sample.line("x1", "a", 1) + "\nnonsense\n");

        Command scan = scan(log, "--strict");

        assertThat(scan.status()).isEqualTo(2);
        assertThat(scan.err()).contains(log + ":2: ").doesNotContain("nonsense", "\tat ");
        assertThat(report).doesNotExist();
    }

    @Test
    void scan_nothingReadable_exitsWithTwo() throws IOException {
        Command scan = scan(log("a.jsonl", "one\ntwo\n"));

        assertThat(scan.status()).isEqualTo(2);
        assertThat(scan.err()).contains("none of the 2 records").doesNotContain("two\n");
        assertThat(report).doesNotExist();
    }

    @Test
    void scan_missingFile_isNamed() {
        Command scan = scan(logs.resolve("none.jsonl"));

        assertThat(scan.status()).isEqualTo(2);
        assertThat(scan.err()).contains("none.jsonl").contains("no such file").doesNotContain("\tat ");
    }

    @Test
    void scan_folderWithItsOwnReport_doesNotReadThatBack() throws IOException {
        log("a.jsonl", Sample.quietLog(6));
        report = logs.resolve("report");

        assertRead(scan(logs, "--strict"), 6);
        assertRead(scan(logs, "--strict"), 6);
    }

    @Test
    void scan_reportBesideTheLogs_readsTheLogsOnly() throws IOException {
        log("a.jsonl", Sample.quietLog(6));
        report = logs;

        assertRead(scan(logs, "--strict"), 6);
        assertRead(scan(logs, "--strict"), 6);
        assertThat(logs.resolve("a.jsonl")).content().isEqualTo(Sample.quietLog(6));
    }

    @Test
    void scan_foreignFileInTheOutputFolder_isNotRead() throws IOException {
        log("a.jsonl", Sample.quietLog(6));
        report = Files.createDirectory(logs.resolve("report"));
        Files.writeString(report.resolve("b.jsonl"), Sample.line("y", "b", 3));

        assertRead(scan(logs), 6);
    }

    @Test
    void scan_baselineInTheFolderScanned_isNotScanned() throws IOException {
        log("a.jsonl", Sample.quietLog(6));
        Path baseline = log("b.jsonl", Sample.line("y1", "b", 3) + "\n" + Sample.line("y2", "b", 4));

        assertRead(scan(logs, "--baseline", baseline), 6);
    }

    @Test
    void scan_outputIsAFile_saysSoBeforeReading() throws IOException {
        report = log("file", "");

        Command scan = scan(log("a.jsonl", Sample.quietLog(2)));

        assertThat(scan.status()).isEqualTo(2);
        assertThat(scan.err()).contains("is a file, not a folder").contains("--out");
    }

    @Test
    void scan_attributeOfTheAccount_isConfigurable() throws IOException {
        String span = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"spanId":"s1","startTimeUnixNano":"1793600000000000000",\
                "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},\
                {"key":"our.customer","value":{"stringValue":"acme-7"}},\
                {"key":"our.group","value":{"stringValue":"acme"}}]}]}]}]}
                """;

        Command scan = scan(
                log("a.jsonl", span), "--account-attribute", "our.customer", "--organisation-attribute", "our.group");

        assertRead(scan, 1);
        assertThat(Files.readString(report.resolve("accounts.csv"))).contains("\nacme-7,acme,1,");
    }
}
