// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.duplicates.IndexKeys;
import picocli.CommandLine.Option;

/** The key of an index of served answers. */
final class IndexKeyOption {
    @Option(
            names = "--index-key",
            paramLabel = "FILE|env:NAME",
            description = "The key without which an index of served answers says nothing; keep it apart from the index"
                    + " (default: ${DEFAULT-VALUE}).")
    private String key = "stillwatch-state/index-key.json";

    /** The key that is there. */
    IndexKeys keys() {
        return IndexKeys.at(key, System::getenv);
    }

    /** The key that is there, or a fresh one in its file. */
    IndexKeys keysOrFresh() {
        return IndexKeys.atOrMade(key, System::getenv);
    }
}
