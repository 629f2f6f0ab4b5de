// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.Checkpoint;
import dev.stillwatch.evidence.EvidenceVerifier;
import dev.stillwatch.evidence.Finding;
import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.LogEntry;
import dev.stillwatch.evidence.ProofFile;
import dev.stillwatch.evidence.Verification;
import dev.stillwatch.evidence.VerifierKey;
import dev.stillwatch.evidence.WitnessPolicy;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch evidence verify}: reads a whole log again, or checks a proof. */
@Command(
        name = "verify",
        header = "Finds any entry of a log that was altered, dropped or reordered.",
        description = "Reads every file of the log in DIR and holds it against the log's signature; names the first bad"
                + " entry and its file. Given a .tlog-proof file instead, checks that proof without the log."
                + " A log that was rolled back to an earlier state is whole in itself: give --since-checkpoint to find"
                + " that.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:intact",
            "1:a fault in Stillwatch",
            "2:wrong usage, or files that cannot be read",
            "3:tampered with"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch evidence verify log --log-key evidence.key.vkey --since-checkpoint last-month",
            "  stillwatch evidence verify 17.tlog-proof --log-key evidence.key.vkey --witness-key w1.vkey"
        })
final class EvidenceVerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR|FILE", description = "Folder of a log, or a proof.")
    private Path path = Path.of("");

    @Mixin
    private LogKeyOption logKey = new LogKeyOption();

    @Option(
            names = "--since-checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint you kept: the log must go on from it.")
    private @Nullable Path since;

    @Option(
            names = "--witness-key",
            paramLabel = "KEY",
            description = "A witness's verifier key, or a file that holds it; may be given several times. The kept"
                    + " checkpoint, or without one the log's own, must be cosigned.")
    private List<String> witnessKeys = List.of();

    @Option(
            names = "--quorum",
            paramLabel = "N",
            description = "How many of these witnesses must have cosigned (default: all).")
    private @Nullable Integer quorum;

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    EvidenceVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        VerifierKey log = logKey.key();
        List<VerifierKey> keys = witnessKeys.stream().map(KeyFile::verifier).toList();
        Integer wanted = quorum;
        WitnessPolicy witnesses = new WitnessPolicy(keys, wanted == null ? keys.size() : wanted);
        return Files.isRegularFile(path) ? proof(log, witnesses) : log(log, witnesses);
    }

    private int log(VerifierKey log, WitnessPolicy witnesses) {
        Optional<Checkpoint> older = Optional.ofNullable(since).map(EvidenceFiles::checkpoint);
        Verification result;
        try (Progress progress = new Progress(terminal)) {
            long began = System.nanoTime();
            result = new EvidenceVerifier(log, witnesses, older)
                    .verify(path, (done, total) -> progress.step(far(done, total, began)));
        }
        terminal.print(format == OutputFormat.JSON ? json(result) : text(result));
        return result.intact() ? ExitStatus.OK : ExitStatus.TAMPERED;
    }

    private static String far(long done, long total, long began) {
        double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
        return String.format(
                Locale.ROOT,
                "Verifying: %,d of %,d entries (%d %%), %,.0f entries/s",
                done,
                total,
                100 * done / Math.max(1, total),
                done / seconds);
    }

    private String text(Verification result) {
        StringBuilder text = new StringBuilder();
        if (result.intact()) {
            text.append("intact: ").append(String.format(Locale.ROOT, "%,d entries", result.verified()));
            if (result.pending() > 0) {
                text.append(String.format(
                        Locale.ROOT, ", and %,d in the journal that no checkpoint covers yet", result.pending()));
            }
            result.checkpoint()
                    .ifPresent(checkpoint -> text.append("\nroot: ")
                            .append(checkpoint.root().base64())
                            .append('\n'));
        } else {
            text.append("TAMPERED WITH: ").append(path).append('\n');
            result.findings()
                    .forEach(finding -> text.append("  ").append(words(finding)).append('\n'));
            text.append("Keep this copy as it is, and compare it with another.\n");
        }
        result.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
        return Terminal.visible(text.toString());
    }

    private static String words(Finding finding) {
        String entry = finding.entry().isPresent() ? "entry " + finding.entry().getAsLong() + ", " : "";
        return entry + finding.file() + ": " + finding.what();
    }

    private static String json(Verification result) {
        return EvidenceJson.line(out -> {
            out.writeBooleanProperty("intact", result.intact());
            out.writeNumberProperty("verified", result.verified());
            out.writeNumberProperty("pending", result.pending());
            result.checkpoint().ifPresent(checkpoint -> EvidenceJson.checkpoint(out, checkpoint));
            out.writeArrayPropertyStart("findings");
            for (Finding finding : result.findings()) {
                out.writeStartObject();
                finding.entry().ifPresent(entry -> out.writeNumberProperty("entry", entry));
                out.writeStringProperty("file", finding.file());
                out.writeStringProperty("what", finding.what());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayPropertyStart("notes");
            result.notes().forEach(out::writeString);
            out.writeEndArray();
        });
    }

    private int proof(VerifierKey log, WitnessPolicy witnesses) {
        ProofFile proof;
        LogEntry entry;
        try {
            proof = EvidenceFiles.parsed(path, ProofFile::parse);
            entry = proof.verify(log, witnesses);
        } catch (StillwatchException e) {
            String why = String.valueOf(e.getMessage());
            terminal.print(
                    format == OutputFormat.JSON
                            ? EvidenceJson.line(out -> {
                                out.writeBooleanProperty("intact", false);
                                out.writeStringProperty("why", why);
                            })
                            : Terminal.visible("NOT PROVED: " + why + "\n"));
            return ExitStatus.TAMPERED;
        }
        terminal.print(
                format == OutputFormat.JSON
                        ? EvidenceJson.line(out -> {
                            out.writeBooleanProperty("intact", true);
                            EvidenceShowCommand.entry(out, proof.index(), entry);
                            EvidenceJson.checkpoint(out, proof.checkpoint());
                        })
                        : "proved: entry " + EvidenceShowCommand.words(proof.index(), entry) + "\nis in "
                                + Terminal.visible(proof.checkpoint().origin()) + " of "
                                + proof.checkpoint().size() + " entries\n");
        return ExitStatus.OK;
    }
}
