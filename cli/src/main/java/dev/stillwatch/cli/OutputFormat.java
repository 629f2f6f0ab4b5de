// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

/** For whom a command prints. */
enum OutputFormat {
    /** For people. */
    TEXT,
    /** For programs: one JSON object. */
    JSON
}
