// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.Objects;
import picocli.CommandLine.Option;

/** Who acts, and why, for commands that leave a record. */
final class PersonOptions {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does this (default: the name of the user logged in).")
    private String name = Objects.requireNonNullElse(System.getProperty("user.name"), "unknown");

    @Option(
            names = "--reason",
            paramLabel = "WORDS",
            required = true,
            description = "Why, in words that others will read. No personal data.")
    private String reason = "";

    String name() {
        return name;
    }

    String reason() {
        return reason;
    }
}
