// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.ListLoad;
import dev.stillwatch.parties.ListProblem;
import dev.stillwatch.parties.ListReader;
import dev.stillwatch.parties.ListSnapshot;
import dev.stillwatch.parties.ScreeningIndex;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Official lists, as files in a folder. */
final class PartyListsOption {
    private static final int PROBLEMS_SHOWN = 5;

    @Option(
            names = "--lists",
            paramLabel = "FOLDER",
            required = true,
            description =
                    "Official lists under their publishers' names, plain or .gz: sdn.csv with alt.csv and add.csv,"
                            + " csl.csv, dpl.txt, UN_consolidated.xml.")
    private Path folder = Path.of("");

    /**
     * Reads all lists that are there.
     *
     * @throws StillwatchException if one cannot be used; one that is cut off is, as screenings say
     */
    ScreeningIndex index(Terminal terminal, Instant now) {
        List<ListLoad.Loaded> loaded = new ArrayList<>();
        for (ListLoad load : ListReader.readAll(folder, now)) {
            switch (load) {
                case ListLoad.Loaded list -> loaded.add(list);
                case ListLoad.Refused refused -> throw new StillwatchException(folder + ": " + refused);
            }
        }
        if (loaded.isEmpty()) {
            throw new StillwatchException(
                    folder + ": holds none of the lists; stillwatch party screen --help names them");
        }
        for (ListLoad.Loaded list : loaded) {
            ListSnapshot snapshot = list.snapshot();
            terminal.say("stillwatch: " + snapshot.source().title() + ": " + snapshot.count() + " entries, SHA-256 "
                    + snapshot.sha256().substring(0, 16) + "…");
            List<ListProblem> problems = list.problems();
            problems.stream().limit(PROBLEMS_SHOWN).forEach(problem -> terminal.say("stillwatch: " + problem));
            if (problems.size() > PROBLEMS_SHOWN) {
                terminal.say("stillwatch: and " + (problems.size() - PROBLEMS_SHOWN) + " more like these");
            }
            if (!snapshot.complete()) {
                terminal.say("stillwatch: the " + snapshot.source().title()
                        + " is cut off: who stands in what is missing is not found. Fetch it again.");
            }
        }
        return new ScreeningIndex(loaded);
    }
}
