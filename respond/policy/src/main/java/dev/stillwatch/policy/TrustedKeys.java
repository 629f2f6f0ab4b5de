// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The public keys whose signatures count. Immutable and thread-safe. */
public final class TrustedKeys {
    /** No key: no signature counts. */
    public static final TrustedKeys NONE = new TrustedKeys(List.of());

    private final List<Key> keys;

    private TrustedKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * A public key.
     *
     * @param name for people
     * @param id SHA-256 of its X.509 form, in hex
     * @param notBefore packs that became known earlier are not its to sign
     * @param notAfter nor are those that became known at or after this time
     */
    public record Key(
            String name, String id, PublicKey publicKey, Optional<Instant> notBefore, Optional<Instant> notAfter) {
        private boolean isValidAt(Instant knownAt) {
            return notBefore.filter(knownAt::isBefore).isEmpty()
                    && notAfter.filter(end -> !knownAt.isBefore(end)).isEmpty();
        }
    }

    /** Refuses a pack from a time at which none of the keys that signed it was valid. */
    static void requireOneValidAt(Instant knownAt, List<Key> signers, String pack) {
        if (signers.stream().noneMatch(key -> key.isValidAt(knownAt))) {
            throw new StillwatchException(pack + " has a known-at at which "
                    + signers.stream().map(Key::name).collect(Collectors.joining(", "))
                    + " was not valid; sign it with a key of that time, or correct known-at");
        }
    }

    /**
     * Reads keys, each file either one public key in PEM, or YAML: {@code keys}, a list of {@code name},
     * {@code public-key} (PEM), {@code not-before} and {@code not-after}.
     *
     * @throws StillwatchException if a file is neither
     */
    public static TrustedKeys read(List<Path> files) {
        List<Key> keys = new ArrayList<>();
        for (Path file : files) {
            if (file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")) {
                Section root = SettingsDocument.read(file);
                root.sections("keys").forEach(section -> keys.add(key(section)));
                root.done();
            } else {
                PublicKey key = Pem.publicKey(file);
                keys.add(new Key(
                        String.valueOf(file.getFileName()),
                        SigningKey.id(key),
                        key,
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        return new TrustedKeys(keys);
    }

    private static Key key(Section section) {
        byte[] der = Pem.bytes(
                "PUBLIC KEY", section.text("public-key"), section.document() + ":" + section.line("public-key"));
        PublicKey key = Pem.publicKey(der, section.document() + ":" + section.line("public-key"));
        return new Key(
                section.text("name"),
                SigningKey.id(key),
                key,
                section.optionalInstant("not-before"),
                section.optionalInstant("not-after"));
    }

    /** The keys, in the order in which they were read. */
    public List<Key> keys() {
        return keys;
    }

    List<Key> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).toList();
    }
}
