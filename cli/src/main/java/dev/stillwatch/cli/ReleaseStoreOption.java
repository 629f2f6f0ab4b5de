// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.release.ReleaseHistory;
import dev.stillwatch.release.ReleaseStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Where releases are kept. */
final class ReleaseStoreOption {
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "Where releases are kept; made if it is not there (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("stillwatch-state/releases.db");

    ReleaseStore open() {
        return ReleaseStore.open(file);
    }

    /** A release that is there. */
    static ReleaseHistory history(ReleaseStore store, String release) {
        ReleaseHistory history = store.history(release);
        if (history.entries().isEmpty()) {
            throw new StillwatchException("there is no release " + Terminal.visible(release)
                    + " in this store; stillwatch release show lists them");
        }
        return history;
    }

    Instant now() {
        return clock.instant();
    }
}
