// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.cli;

import dev.stillwatch.keysets.KeysetPlace;
import dev.stillwatch.release.Vault;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where weights are kept, encrypted. */
final class VaultOption {
    @Option(names = "--vault", paramLabel = "DIR", required = true, description = "The vault; made if it is not there.")
    private Path folder = Path.of("");

    @Option(
            names = "--vault-key",
            paramLabel = "FILE|env:NAME",
            description =
                    "The vault's key, a Tink keyset, made with the first model. Without it nothing in the vault can be"
                            + " read: keep a copy apart from it (default: ${DEFAULT-VALUE}).")
    private String key = "stillwatch-state/vault-key.json";

    Vault open() {
        return Vault.open(folder, KeysetPlace.at("vault key", key, System::getenv));
    }
}
