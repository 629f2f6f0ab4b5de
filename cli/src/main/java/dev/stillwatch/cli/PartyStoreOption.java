// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.parties.Party;
import dev.stillwatch.parties.PartyId;
import dev.stillwatch.parties.PartyStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Where parties are kept. */
final class PartyStoreOption {
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = "--store",
            paramLabel = "FILE",
            required = true,
            description = "Where parties are kept; made if it is not there. It holds personal data.")
    private Path file = Path.of("");

    PartyStore open() {
        return PartyStore.open(file);
    }

    static Party party(PartyStore store, PartyId id) {
        return store.party(id).orElseThrow(() -> new StillwatchException("there is no party " + id + " in this store"));
    }

    Instant now() {
        return clock.instant();
    }
}
