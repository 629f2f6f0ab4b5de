// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.filings.FilingFiles;
import dev.stillwatch.filings.RuleBook;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rules, and as known when. */
final class RuleOptions {
    private final Clock clock = Clock.systemUTC();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules of your own instead of those that ship; rules --format json prints those as a start.")
    private @Nullable Path rules;

    @Option(
            names = "--known",
            paramLabel = "TIME",
            converter = Times.class,
            description = "Rules as they were known then, to see again what was decided (default: now).")
    private @Nullable Instant known;

    RuleBook book() {
        return rules == null ? RuleBook.shipped() : FilingFiles.rules(SmallFiles.read(rules), rules.toString());
    }

    Instant known() {
        return known == null ? now() : known;
    }

    Instant now() {
        return clock.instant();
    }
}
