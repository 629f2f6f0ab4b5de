// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.policy.TrustedKeys;
import dev.stillwatch.policy.UnsignedPacks;
import dev.stillwatch.release.Directive;
import dev.stillwatch.release.LicenceEngine;
import dev.stillwatch.release.LicencePacks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What releases are decided by. */
final class ReleaseRulesOption {
    @Option(
            names = "--packs",
            paramLabel = "DIR",
            required = true,
            description = "Packs of rules on releases, such as policy/releases.")
    private Path packs = Path.of("");

    @Option(
            names = "--directives",
            paramLabel = "DIR",
            description = "Directives of authorities, .yaml: they come before all rules.")
    private List<Path> directives = List.of();

    @Option(
            names = "--trusted",
            paramLabel = "FILE",
            description = "Public keys that packs must be signed with; several times for several.")
    private List<Path> trusted = List.of();

    @Option(
            names = "--unsigned",
            paramLabel = "refuse|allow",
            description = "What to do with packs that are not signed (default: refuse).")
    private UnsignedPacks unsigned = UnsignedPacks.REFUSE;

    LicenceEngine engine() {
        return new LicenceEngine(LicencePacks.load(packs, TrustedKeys.read(trusted), unsigned), directives());
    }

    private List<Directive> directives() {
        List<Directive> read = new ArrayList<>();
        for (Path folder : directives) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .forEach(file -> read.add(directive(file)));
            } catch (IOException e) {
                throw new StillwatchException("no folder " + folder + " of directives; name one that exists", e);
            }
        }
        return read;
    }

    /** Reads one. */
    static Directive directive(Path file) {
        return Directive.parse(file.toString(), SmallFiles.read(file).getBytes(StandardCharsets.UTF_8));
    }
}
