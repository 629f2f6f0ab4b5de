// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.cases.AuditSink;
import dev.stillwatch.cases.CaseStore;
import dev.stillwatch.cases.EvidenceKeys;
import dev.stillwatch.cases.EvidenceLimits;
import dev.stillwatch.cases.EvidenceVault;
import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where cases are kept, for every command that works on them. */
final class CaseOptions {
    private static final Path DEFAULT_STORE = Path.of("stillwatch-state", "cases.db");
    private static final String DEFAULT_KEY = "stillwatch-state/evidence-key.json";

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "Where cases are kept: sqlite:/path/cases.db, a path, or jdbc:postgresql://host/database"
                    + " (default: stillwatch-state/cases.db).")
    private String store = DEFAULT_STORE.toString();

    @Option(names = "--format", paramLabel = "text|json", description = "What to print (default: text).")
    private OutputFormat format = OutputFormat.TEXT;

    boolean json() {
        return format == OutputFormat.JSON;
    }

    /** The store, which must be there already where it is the usual file. */
    CaseStore open() {
        if (store.equals(DEFAULT_STORE.toString()) && !Files.exists(DEFAULT_STORE)) {
            throw new StillwatchException("there is no case store " + DEFAULT_STORE
                    + " here; make one with stillwatch case open, or name another with --store");
        }
        return openOrCreate();
    }

    /** The store, made where there is none. Records for the audit wait in it for a process that keeps a log. */
    CaseStore openOrCreate() {
        return CaseStore.open(store, AuditSink.NONE);
    }

    /** The evidence of a store. */
    static EvidenceVault vault(CaseStore store, String key) {
        return store.vault(EvidenceKeys.at(key, System::getenv), EvidenceLimits.DEFAULTS);
    }

    /** As {@link #vault}, for what needs no key. */
    static EvidenceVault sealedVault(CaseStore store) {
        return vault(store, DEFAULT_KEY);
    }
}
