// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import java.util.Objects;
import picocli.CommandLine.Option;

/** Who acts, for commands that leave a record without a reason. */
final class WhoOption {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who does this (default: the name of the user logged in).")
    private String name = Objects.requireNonNullElse(System.getProperty("user.name"), "unknown");

    String name() {
        return name;
    }
}
