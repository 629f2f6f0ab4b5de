// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.Dossier;
import dev.stillwatch.cases.EvidenceItem;
import dev.stillwatch.cases.EvidencePart;
import dev.stillwatch.cases.EvidenceVault;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch case export}: a dossier to hand over. */
@Command(
        name = "export",
        header = "Writes a dossier of a case: one page, the same as JSON, and the SHA-256 of each file.",
        description =
                "It names accounts. It holds no text of sampled exchanges unless --reveal says why; each of them is"
                        + " then on record as read.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such case, or a folder or store that cannot be used"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch case export C-2026-0001 --out dossier",
            "  stillwatch case export C-2026-0001 --out dossier --reveal 'for counsel, matter 17' --by ana"
        })
final class CaseExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "CASE", description = "Such as C-2026-0001; see 'case list'.")
    private String id = "";

    @Option(
            names = {"-o", "--out"},
            paramLabel = "DIR",
            required = true,
            description = "Folder for the dossier; an earlier one in it is replaced.")
    private Path out = Path.of("");

    @Option(names = "--reveal", paramLabel = "REASON", description = "Include the texts of sampled exchanges, and why.")
    private @Nullable String reveal;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who reveals them (default: the name of the user logged in).")
    private String name = Objects.requireNonNullElse(System.getProperty("user.name"), "unknown");

    @Mixin
    private KeyOptions keys = new KeyOptions();

    @Mixin
    private CaseOptions cases = new CaseOptions();

    CaseExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant now = Instant.now();
        String sha256;
        try (Progress progress = new Progress(terminal);
                CaseStore store = cases.open()) {
            progress.step("writing the dossier");
            EvidenceVault vault = CaseOptions.vault(store, keys.key());
            Map<String, List<EvidencePart>> texts = new HashMap<>();
            String why = reveal;
            if (why != null) {
                for (EvidenceItem item : vault.list(id)) {
                    if (vault.mayReveal(item, now)) {
                        texts.put(item.id(), vault.reveal(item.id(), name, why, now));
                    }
                }
            }
            sha256 = new Dossier(store.find(id), vault.list(id), texts, now, BuildVersion.version()).write(out);
        }
        terminal.print(
                cases.json()
                        ? "{\"case\":\"" + id + "\",\"manifest_sha256\":\"" + sha256 + "\"}\n"
                        : "Dossier of " + id + " is in " + out + "\nSHA-256 of its manifest: " + sha256 + "\n");
        return ExitStatus.OK;
    }
}
