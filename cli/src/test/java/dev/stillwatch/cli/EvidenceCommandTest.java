// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.EvidenceRecorder;
import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.RecordFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evidence commands, as an operator, an auditor and a witness use them. */
class EvidenceCommandTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SECRET = "jane@example.com";

    @TempDir
    private Path folder;

    private Path log;
    private Path key;
    private Path publicKey;
    private Path records;

    @BeforeEach
    void makeLog() {
        log = folder.resolve("log");
        key = folder.resolve("evidence.key");
        publicKey = folder.resolve("evidence.key.vkey");
        records = folder.resolve("records");
        Command init = Command.run("evidence", "init", log, "--origin", "example.com/evidence", "--key", key);
        assertThat(init.status()).as(init.err()).isZero();
        assertThat(init.out()).startsWith("example.com/evidence+").isEqualTo(read(publicKey));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void append(int count) {
        try (EvidenceLog open = EvidenceLog.open(log, KeyFile.read(key))) {
            EvidenceRecorder recorder = new EvidenceRecorder(open, new RecordFolder(records), () -> NOW);
            for (int i = 0; i < count; i++) {
                String record = "{\"account\":\"" + SECRET + "\",\"number\":" + i + "}";
                recorder.record("case-decision", record.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private Command evidence(String command, Object... rest) {
        return Command.run(Stream.concat(Stream.of("evidence", command, log, "--log-key", publicKey), Stream.of(rest))
                .toArray());
    }

    @Test
    void verify_ofAnIntactLog_exitsWithZero() {
        append(3);

        Command text = evidence("verify");
        Command json = evidence("verify", "--format", "json");

        assertThat(text.status()).as(text.err()).isZero();
        assertThat(text.out()).startsWith("intact: 3 entries\nroot: ");
        assertThat(json.status()).isZero();
        assertThat(json.out())
                .startsWith("{\"intact\":true,\"verified\":3,\"pending\":0,\"origin\":\"example.com/evidence\"");
    }

    @Test
    void verify_withAnEntryAltered_exitsWithThreeAndNamesIt() throws IOException {
        append(3);
        Path bundle = log.resolve("tile/entries/000.p/3");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length - 5] ^= 1;
        Files.write(bundle, bytes);

        Command text = evidence("verify");
        Command json = evidence("verify", "--format", "json");

        assertThat(text.status()).isEqualTo(3);
        assertThat(text.out()).startsWith("TAMPERED WITH").contains("entry 2, tile/entries/000.p/3: ");
        assertThat(json.status()).isEqualTo(3);
        assertThat(json.out()).contains("\"intact\":false", "\"entry\":2,\"file\":\"tile/entries/000.p/3\"");
    }

    @Test
    void verify_sinceAKeptCheckpoint_findsARollback() throws IOException {
        append(2);
        byte[] old = Files.readAllBytes(log.resolve("checkpoint"));
        append(2);
        Path kept =
                Files.writeString(folder.resolve("kept"), evidence("checkpoint").out());
        assertThat(evidence("verify", "--since-checkpoint", kept).status()).isZero();
        Files.write(log.resolve("checkpoint"), old);
        Files.delete(log.resolve("tile/entries/000.p/4"));
        Files.delete(log.resolve("tile/0/000.p/4"));

        Command without = evidence("verify");
        Command with = evidence("verify", "--since-checkpoint", kept);

        assertThat(without.status()).isZero();
        assertThat(with.status()).isEqualTo(3);
        assertThat(with.out()).contains("rolled back");
    }

    @Test
    void show_listsEntriesWithoutWhatTheyAreAbout() {
        append(3);

        Command show = evidence("show", "--from", 1, "--to", 2);

        assertThat(show.status()).as(show.err()).isZero();
        assertThat(show.out())
                .startsWith("1  2026-11-22T10:00:00Z  case-decision  ")
                .hasLineCount(1);
        assertThat(show.out()).doesNotContain(SECRET);
    }

    @Test
    void show_revealed_tellsTheRecordUntilItIsErased() throws IOException {
        append(1);

        Command revealed = evidence("show", "--reveal-dir", records, "--format", "json");
        try (Stream<Path> files = Files.walk(records)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Command erased = evidence("show", "--reveal-dir", records);

        assertThat(revealed.out()).contains("\"record\":\"matches\"", SECRET);
        assertThat(erased.status()).isZero();
        assertThat(erased.out()).contains("no record: erased").doesNotContain(SECRET);
        assertThat(evidence("verify").status()).isZero();
    }

    @Test
    void prove_thenVerify_needsNoLog() throws IOException {
        append(5);
        Path proof = folder.resolve("3.tlog-proof");
        Command prove = evidence("prove", "--index", 3, "--out", proof);
        assertThat(prove.status()).as(prove.err()).isZero();

        Command checked = Command.run("evidence", "verify", proof, "--log-key", publicKey);
        Files.writeString(proof, read(proof).replace("index 3", "index 2"));
        Command altered = Command.run("evidence", "verify", proof, "--log-key", publicKey, "--format", "json");

        assertThat(checked.status()).as(checked.out()).isZero();
        assertThat(checked.out()).contains("proved: entry 3  2026-11-22T10:00:00Z  case-decision", "of 5 entries");
        assertThat(altered.status()).isEqualTo(3);
        assertThat(altered.out()).startsWith("{\"intact\":false");
    }

    @Test
    void witness_twice_cosignsAndRefusesAnotherHistory() throws IOException {
        Path witnessKey = folder.resolve("w.key");
        Path witnessPublic = folder.resolve("w.key.vkey");
        Path cosigned = folder.resolve("cosigned");
        Path memory = folder.resolve("seen");
        Command.run("evidence", "keygen", "witness.example/w", "--witness", "--key", witnessKey);
        append(2);
        Command first = evidence("witness", "--key", witnessKey, "--memory", memory, "--out", cosigned);
        assertThat(first.status()).as(first.err()).isZero();
        append(2);
        Path request = Files.writeString(
                folder.resolve("request"),
                evidence("checkpoint", "--request", "--since", cosigned).out());

        Command second = Command.run(
                "evidence",
                "witness",
                request,
                "--log-key",
                publicKey,
                "--key",
                witnessKey,
                "--memory",
                memory,
                "--out",
                cosigned);
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(evidence("verify", "--since-checkpoint", cosigned, "--witness-key", witnessPublic)
                        .out())
                .contains("intact: 4 entries", "cosigned by witness.example/w");
        assertThat(evidence("verify", "--witness-key", witnessPublic).status()).isEqualTo(3);

        Path proof = folder.resolve("0.tlog-proof");
        evidence("prove", "--index", 0, "--checkpoint", cosigned, "--out", proof);
        assertThat(Command.run("evidence", "verify", proof, "--log-key", publicKey, "--witness-key", witnessPublic)
                        .status())
                .isZero();

        log = folder.resolve("other");
        Command.run("evidence", "init", log, "--key", key);
        append(6);
        Command refused = evidence("witness", "--key", witnessKey, "--memory", memory);
        assertThat(refused.status()).isEqualTo(3);
        assertThat(refused.err()).contains("not cosigned");
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void init_whereThereIsALogOrAKey_leavesThemAlone() {
        Command again = Command.run("evidence", "init", log, "--key", key);
        Command other = Command.run("evidence", "keygen", "x", "--key", key);

        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("holds a log already");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err()).contains("left alone");
    }

    @Test
    void commands_withTheSigningKeyForTheVerifierKey_doNotQuoteIt() {
        Command wrong = Command.run("evidence", "verify", log, "--log-key", key);

        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err())
                .contains("verifier key")
                .doesNotContain(read(key).strip().substring(20));
    }
}
