// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.intel.PeerSignals;
import dev.stillwatch.intel.ReadBundle;
import dev.stillwatch.intel.ReadingLimits;
import dev.stillwatch.intel.SharingStore;
import dev.stillwatch.intel.StixReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stillwatch intel read}: takes bundles of others. */
@Command(
        name = "read",
        header = "Reads bundles of others: their indicators become signals, which stillwatch intel match looks up.",
        description = {
            "A signal has the confidence that its source declares, and an end. It is never a verdict.",
            "All files are read before anything is kept. What is not what it claims to be is refused by its place; the rest"
                    + " of the bundle is read."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:read",
            "1:a fault in Stillwatch",
            "2:wrong usage, a store that cannot be used, or a file that is no bundle; nothing was kept",
            "3:read, and some objects were refused or left out for want of room"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch intel read bundle.json --peer acme --store sharing.db",
            "  stillwatch intel read november/*.json --peer acme --store sharing.db --format json"
        })
final class IntelReadCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A STIX 2.1 bundle, 16 MiB at most.")
    private List<Path> files = List.of();

    @Mixin
    private IntelPeerOption peer = new IntelPeerOption();

    @Mixin
    private IntelStoreOption sharing = new IntelStoreOption();

    IntelReadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    private record Read(Path file, ReadBundle bundle) {}

    /** What is printed of a file. */
    record OfFile(String file, IntelReading.Result read) {}

    /** Everything that is printed. */
    record Result(String peer, List<OfFile> files) {}

    @Override
    public Integer call() {
        SharingStore store = sharing.open();
        StixReader reader = new StixReader(ReadingLimits.DEFAULTS);
        List<Read> all = new ArrayList<>();
        for (Path file : files) {
            all.add(new Read(file, bundle(reader, file)));
        }
        List<OfFile> shown = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Read each : all) {
            PeerSignals.Taken taken =
                    store.signals().take(peer.name(), each.bundle().signals(), sharing.now());
            OfFile of = new OfFile(
                    each.file().toString(), IntelReading.of(new PeerSignals.Reading(List.of(each.bundle()), taken)));
            shown.add(of);
            text.append(IntelText.of(of.file(), of.read()));
        }
        sharing.print(terminal, new Result(peer.name(), shown), text.toString());
        return shown.stream().allMatch(of -> of.read().whole()) ? ExitStatus.OK : ExitStatus.FAILED;
    }

    private static ReadBundle bundle(StixReader reader, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            // One more than is read, so that a file that is too long is refused as such.
            return reader.readBundle(in.readNBytes(ReadingLimits.DEFAULTS.bytes() + 1));
        } catch (NoSuchFileException e) {
            throw new StillwatchException(file + ": is not there", e);
        } catch (IOException e) {
            throw new StillwatchException(file + ": cannot be read", e);
        } catch (StillwatchException e) {
            throw new StillwatchException(file + ": " + e.getMessage(), e);
        }
    }
}
