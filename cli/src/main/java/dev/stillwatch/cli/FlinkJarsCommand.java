// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.flink.JobJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code stillwatch flink jars}: what an image of Flink needs besides. */
@Command(
        name = "jars",
        header = "Copies the libraries that a job needs and a Flink installation lacks.",
        description =
                "For an image whose cluster starts the job by itself, see docs/flink.md. `submit` sends them by itself.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:they are there", "1:a fault in Stillwatch", "2:wrong usage, or the folder cannot be written"
        },
        footerHeading = "%nExamples:%n",
        footer = "  stillwatch flink jars --out deploy/image/jars")
final class FlinkJarsCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for them, made if need be.")
    private Path out = Path.of("");

    FlinkJarsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long bytes = 0;
        List<Path> jars;
        try (TemporaryFolder scratch = TemporaryFolder.create()) {
            jars = JobJars.gather(scratch.path());
            Files.createDirectories(out);
            for (Path jar : jars) {
                Path copy = out.resolve(String.valueOf(jar.getFileName()));
                Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
                bytes += Files.size(copy);
            }
        } catch (IOException e) {
            throw new StillwatchException("cannot write into " + out + "; give --out a folder that you may write", e);
        }
        terminal.print(jars.size() + " libraries, " + (bytes + 500_000) / 1_000_000 + " MB, in " + out + "\n");
        return ExitStatus.OK;
    }
}
