// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.release;

import dev.stillwatch.policy.SigningKey;
import dev.stillwatch.policy.TrustedKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** People with keys; {@code mallory}'s does not count. */
final class Approvers {
    private final Map<String, SigningKey> keys = new HashMap<>();
    private final TrustedKeys trusted;

    Approvers(Path folder) {
        try {
            StringBuilder yaml = new StringBuilder("keys:\n");
            for (String name : new String[] {"ann", "cid", "bob", "mallory"}) {
                keys.put(name, SigningKey.generate(folder.resolve(name)));
                if (!name.equals("mallory")) {
                    yaml.append("  - name: ").append(name).append("\n    public-key: |\n");
                    Files.readString(folder.resolve(name + ".pub"))
                            .lines()
                            .forEach(line -> yaml.append("      ").append(line).append('\n'));
                }
            }
            trusted = TrustedKeys.read(List.of(Files.writeString(folder.resolve("approvers.yaml"), yaml)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TrustedKeys keys() {
        return trusted;
    }

    ReleaseEvent.Approved approval(String who, LicenceDecision of) {
        return new ReleaseEvent.Approved(Approval.sign(of, Objects.requireNonNull(keys.get(who))));
    }
}
