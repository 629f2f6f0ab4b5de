// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.EvidenceLog;
import dev.stillwatch.evidence.EvidenceRecorder;
import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.RecordFolder;
import dev.stillwatch.evidence.SigningKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;

/** Into which evidence log records go, for commands that bring their own. */
final class LogRecording {
    @Option(names = "--log", paramLabel = "DIR", required = true, description = "The evidence log's folder.")
    private Path folder = Path.of("");

    @Option(
            names = "--log-signing-key",
            paramLabel = "FILE",
            required = true,
            description = "The log's signing key, as evidence init made it.")
    private Path key = Path.of("");

    @Option(
            names = "--records",
            paramLabel = "DIR",
            required = true,
            description = "Where the records go, readable by their owner only.")
    private Path records = Path.of("");

    /** What was recorded, and where. */
    record Recorded(int count, String log) {}

    /** Opens the log, and hands its name and a recorder to what knows what is new. */
    Recorded record(BiFunction<String, EvidenceRecorder, Integer> recording) {
        SigningKey signer = KeyFile.read(key);
        String name = signer.verifier().name();
        try (EvidenceLog log = EvidenceLog.open(folder, signer)) {
            EvidenceRecorder recorder = new EvidenceRecorder(log, new RecordFolder(records), InstantSource.system());
            return new Recorded(recording.apply(name, recorder), name);
        }
    }
}
