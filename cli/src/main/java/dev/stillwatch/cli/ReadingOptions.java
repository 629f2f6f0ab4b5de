// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.ingest.IngestSettings;
import dev.stillwatch.scan.ScanSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options on how logs are read, the same for every command that reads them. */
final class ReadingOptions {
    private static final int MOST_THREADS = 1_024;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that parse (default: one for each processor). The result does not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--account-attribute",
            paramLabel = "NAME",
            description = "Attribute of a span, or member of a LiteLLM payload, that says whose account it is. May be"
                    + " given several times: the first that is present counts.")
    private List<String> accounts = new ArrayList<>();

    @Option(
            names = "--organisation-attribute",
            paramLabel = "NAME",
            description = "The same for the organisation that an account belongs to.")
    private List<String> organisations = new ArrayList<>();

    /** The settings these options amount to. */
    ScanSettings settings(boolean strict, Optional<Instant> from, Optional<Instant> to) {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new ParameterException(
                    spec.commandLine(), "--threads is " + threads + ", must be 1 to " + MOST_THREADS);
        }
        IngestSettings ingest = IngestSettings.DEFAULTS;
        if (!accounts.isEmpty()) {
            ingest = ingest.withAccountAttributes(accounts);
        }
        if (!organisations.isEmpty()) {
            ingest = ingest.withOrganisationAttributes(organisations);
        }
        return new ScanSettings(ingest, threads, strict, from, to);
    }
}
