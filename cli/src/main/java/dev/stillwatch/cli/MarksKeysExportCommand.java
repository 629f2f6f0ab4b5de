// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.registry.RegisteredMark;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stillwatch marks keys export}: a key for the server that marks with it. */
@Command(
        name = "export",
        header = "Writes a mark's key into a file, for the server that marks with it.",
        description =
                "The file is new and readable by its owner only. It holds the key in plain: hand it to the serving"
                        + " stack's secrets and delete it.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written",
            "1:a fault in Stillwatch",
            "2:wrong usage, no such mark, or files that cannot be read or written"
        },
        footerHeading = "%nExample:%n",
        footer = "  stillwatch marks keys export acme --out acme.key")
final class MarksKeysExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "LABEL", description = "The mark.")
    private String label = "";

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to write it; a new file.")
    private Path out = Path.of("");

    @Mixin
    private MarkRegistryOptions registry = new MarkRegistryOptions();

    MarksKeysExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        RegisteredMark mark = registry.open().marks().stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new StillwatchException(
                        "the registry has no mark " + label + "; list them: stillwatch marks keys list"));
        write(mark.key().reveal() + "\n");
        terminal.say("written: " + out + ". It holds the key in plain.");
        return ExitStatus.OK;
    }

    private void write(String key) {
        FileAttribute<?>[] ownerOnly =
                out.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createFile(out, ownerOnly);
            Files.writeString(out, key);
        } catch (FileAlreadyExistsException e) {
            throw new StillwatchException(out + " exists already and is left alone; choose another file", e);
        } catch (IOException e) {
            throw new StillwatchException(out + " cannot be written; check the folder and the disk's room", e);
        }
    }
}
