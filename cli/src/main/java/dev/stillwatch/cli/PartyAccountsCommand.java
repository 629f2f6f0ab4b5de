// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyReview;
import dev.stillwatch.parties.PartyStanding;
import dev.stillwatch.parties.PartyStore;
import dev.stillwatch.parties.ScreeningIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stillwatch party accounts}: what the gateway's policy may ask of accounts' holders. */
@Command(
        name = "accounts",
        header = "Writes what policy may ask of accounts' holders, for the gateway.",
        description = {
            "A register as serve reads it, and reads it again when it changes: a row for each account of a party, with party,"
                    + " identified, screening, listed_owners and verified countries. Run it after party add, screen or decide:"
                    + " a step-up then ends when its holder is identified. Screenings that are out of date are made first.",
            "Names, addresses and numbers of parties are not in it."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:written",
            "1:a fault in Stillwatch",
            "2:wrong usage, lists that cannot be used, or an account that belongs to two parties"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  stillwatch party accounts --lists lists --store parties.db --out accounts.csv",
            "  accounts: {register: accounts.csv}          in the settings of stillwatch serve"
        })
final class PartyAccountsCommand implements Callable<Integer> {
    private static final List<String> COLUMNS = List.of(
            "party",
            "identified",
            "screening",
            "listed_owners",
            "jurisdiction",
            "headquarters",
            "ultimate_parent",
            "nationality",
            "residence");

    private final Terminal terminal;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The register; replaced as a whole if it is there.")
    private Path out = Path.of("");

    @Mixin
    private PartyListsOption lists = new PartyListsOption();

    @Mixin
    private PartyStoreOption parties = new PartyStoreOption();

    PartyAccountsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Instant now = parties.now();
        PartyStore store = parties.open();
        List<Party> all = store.parties().stream()
                .map(id -> PartyStoreOption.party(store, id))
                .toList();
        PartyReview review =
                PartyReview.of(store, all, lists.index(terminal, now), ScreeningIndex.DEFAULT_THRESHOLD, false, now);
        Map<String, PartyStanding> byAccount = new TreeMap<>();
        for (Party party : all) {
            for (PartyStanding standing : PartyStanding.of(party, review, now)) {
                PartyStanding other = byAccount.put(standing.account(), standing);
                if (other != null) {
                    throw new StillwatchException("an account belongs to party "
                            + other.attributes().get("party") + " and to party " + party.id()
                            + "; withdraw one of the two, or nobody can say whose it is");
                }
            }
        }
        write(csv(byAccount));
        terminal.print(WeightsInspectCommand.count(byAccount.size(), "account") + " in " + out + "\n");
        return ExitStatus.OK;
    }

    private static String csv(Map<String, PartyStanding> byAccount) {
        StringBuilder csv = new StringBuilder("account,created," + String.join(",", COLUMNS) + "\n");
        byAccount.forEach((account, standing) -> {
            List<String> cells =
                    new ArrayList<>(List.of(cell(account), standing.opened().toString()));
            COLUMNS.forEach(column -> cells.add(standing.attributes().getOrDefault(column, "")));
            csv.append(String.join(",", cells)).append('\n');
        });
        return csv.toString();
    }

    /** The gateway's register has no quoting. */
    private static String cell(String account) {
        if (Stream.of(",", "\"", "\n").anyMatch(account::contains)) {
            throw new StillwatchException("an account's name holds a comma or quotation mark, which a register cannot;"
                    + " enter it as reports name it");
        }
        return account;
    }

    /** Beside its place first: the gateway may read it at any moment. */
    private void write(String csv) {
        Path beside = out.toAbsolutePath().resolveSibling("." + out.getFileName() + ".new");
        boolean posix = beside.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.deleteIfExists(beside);
            Files.createFile(beside, ownerOnly);
            Files.writeString(beside, csv);
            Files.move(beside, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StillwatchException(out + " cannot be written; check the folder and the disk's room", e);
        }
    }
}
