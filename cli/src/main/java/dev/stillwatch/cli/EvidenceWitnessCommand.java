// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.evidence.Checkpoint;
import dev.stillwatch.evidence.KeyFile;
import dev.stillwatch.evidence.PublishedLog;
import dev.stillwatch.evidence.VerifierKey;
import dev.stillwatch.evidence.Witness;
import dev.stillwatch.evidence.WitnessRequest;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch evidence witness}: watches somebody's log and cosigns it. */
@Command(
        name = "witness",
        header = "Checks that a log only grew since the last look, and cosigns its checkpoint.",
        description = "Reads the log in DIR, or a request that its operator made with 'evidence checkpoint --request'."
                + " Run it on a machine that the log's operator does not control.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:cosigned",
            "1:a fault in Stillwatch",
            "2:wrong usage, files that cannot be read, or a proof from another size than was last seen",
            "3:refused: the log was rolled back, or shows another history"
        },
        footerHeading = "%nExample:%n",
        footer = "  stillwatch evidence witness log --log-key evidence.key.vkey --key witness.key --memory seen"
                + " --out cosigned")
final class EvidenceWitnessCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR|FILE", description = "Folder of the log, or a request.")
    private Path path = Path.of("");

    @Mixin
    private LogKeyOption logKey = new LogKeyOption();

    @Option(names = "--key", paramLabel = "FILE", required = true, description = "The witness's signing key.")
    private Path key = Path.of("");

    @Option(
            names = "--memory",
            paramLabel = "DIR",
            required = true,
            description = "Where the witness keeps what it saw last; made if it is missing.")
    private Path memory = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Where to write the cosigned checkpoint (default: standard output).")
    private @Nullable Path out;

    EvidenceWitnessCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        VerifierKey log = logKey.key();
        Witness witness = new Witness(memory, KeyFile.read(key), Clock.systemUTC());
        Witness.Outcome outcome = Files.isRegularFile(path)
                ? witness.cosign(log, EvidenceFiles.parsed(path, WitnessRequest::parse))
                : look(witness, log);
        return switch (outcome) {
            case Witness.Outcome.Cosigned(Checkpoint cosigned) -> {
                Path file = out;
                if (file == null) {
                    terminal.print(cosigned.toString());
                } else {
                    EvidenceFiles.write(file, cosigned.toString());
                }
                yield ExitStatus.OK;
            }
            case Witness.Outcome.Refused(String why) -> {
                terminal.say("stillwatch: not cosigned: " + why);
                yield ExitStatus.TAMPERED;
            }
        };
    }

    private Witness.Outcome look(Witness witness, VerifierKey log) {
        PublishedLog published = PublishedLog.open(path, log);
        Optional<Checkpoint> last = witness.lastSeen(log);
        WitnessRequest request;
        try {
            request = last.map(published::since).orElseGet(published::sinceNothing);
        } catch (StillwatchException e) {
            // Whatever keeps the log from showing that it only grew is a reason not to vouch for it.
            return new Witness.Outcome.Refused(String.valueOf(e.getMessage()));
        }
        return witness.cosign(log, request);
    }
}
