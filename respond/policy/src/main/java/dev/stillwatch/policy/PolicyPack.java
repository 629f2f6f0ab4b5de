// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import dev.stillwatch.settings.Section;
import dev.stillwatch.settings.SettingsDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One version of a pack of rules. Immutable and thread-safe.
 *
 * @param id names the pack in all its versions
 * @param title for people
 * @param issuer who answers for it
 * @param jurisdiction whose law it follows
 * @param sources what it rests on
 * @param status how far it binds; {@code windows} override it for their time
 * @param windows spans of time with a status of their own, in order and apart from each other; when there are any, the
 *     pack does not apply outside of them
 * @param knownAt since when this version has been known; a decision about the past uses what was known then
 * @param expires from when on it never applies
 * @param mode what becomes of a match
 * @param supersedes ids of packs that do not apply while this one does
 * @param rules highest priority first
 * @param exemptions who is left alone
 * @param sha256 of the bytes it was read from, in hex
 */
public record PolicyPack(
        String id,
        SemanticVersion version,
        String title,
        String issuer,
        Optional<String> jurisdiction,
        List<Source> sources,
        PackStatus status,
        List<StatusWindow> windows,
        Instant knownAt,
        Optional<Instant> expires,
        PackMode mode,
        List<String> supersedes,
        List<Rule> rules,
        List<Exemption> exemptions,
        String sha256) {

    /**
     * A text that a pack rests on.
     *
     * @param retrieved when it was last looked at
     */
    public record Source(String uri, Optional<String> citation, Optional<LocalDate> retrieved) {}

    /**
     * A span of time with a status.
     *
     * @param from first instant of it
     * @param to first instant after it; empty while no end is known
     * @param basis what says so
     */
    public record StatusWindow(Instant from, Optional<Instant> to, PackStatus status, Optional<String> basis) {
        boolean holdsAt(Instant time) {
            return !time.isBefore(from) && to.map(time::isBefore).orElse(true);
        }
    }

    public PolicyPack {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(version, "version is null");
        sources = List.copyOf(sources);
        windows = List.copyOf(windows);
        supersedes = List.copyOf(supersedes);
        rules = List.copyOf(rules);
        exemptions = List.copyOf(exemptions);
    }

    /**
     * Reads a pack, whether it is signed or not.
     *
     * @throws StillwatchException if it is not a pack; file, line and remedy are named
     */
    public static PolicyPack read(Path file) {
        return parse(file.toString(), bytes(file));
    }

    /**
     * Reads a pack.
     *
     * @param name what errors call it
     * @throws StillwatchException if it is not a pack; line and remedy are named
     */
    public static PolicyPack parse(String name, byte[] yaml) {
        return PackReader.read(SettingsDocument.parse(name, yaml), Sha256.hex(yaml));
    }

    /**
     * Reads all of a pack but its rules, which are of another kind and for the caller to read.
     *
     * @param sha256 of the bytes it was read from, in hex
     * @throws StillwatchException if something of it is no pack's; line and remedy are named
     */
    public static PolicyPack frame(Section root, String sha256) {
        return PackReader.frame(root, sha256, List.of(), List.of());
    }

    static byte[] bytes(Path file) {
        return bytes(file, SettingsDocument.MOST_BYTES);
    }

    /** What a file holds, at most one byte more than {@code most}: enough to tell that it is too large. */
    static byte[] bytes(Path file, int most) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(most + 1);
        } catch (IOException e) {
            throw new StillwatchException("cannot read " + file + "; check that it exists and that you may read it", e);
        }
    }

    /** Id and version, such as {@code stillwatch.default@1.0.0}. */
    public String name() {
        return id + "@" + version;
    }

    /** The status at a time, and why. */
    Standing standing(Instant effectiveAt) {
        if (expires.isPresent() && !effectiveAt.isBefore(expires.get())) {
            return new Standing(PackStatus.EXPIRED, "it expired at " + expires.get());
        }
        if (windows.isEmpty()) {
            return new Standing(status, "it is " + status.label());
        }
        return windows.stream()
                .filter(window -> window.holdsAt(effectiveAt))
                .findFirst()
                .map(window -> new Standing(
                        window.status(),
                        "it is " + window.status().label() + " since " + window.from()
                                + window.basis()
                                        .map(basis -> " (" + basis + ")")
                                        .orElse("")))
                .orElseGet(() -> new Standing(PackStatus.EXPIRED, "none of its windows holds then"));
    }

    /** When a pack that applies at a time ceases to, as far as is known; {@link Instant#MAX} while it is not. */
    public Instant appliesUntil(Instant effectiveAt) {
        Instant end = windows.isEmpty() ? Instant.MAX : effectiveAt;
        for (StatusWindow window : windows) {
            if (window.holdsAt(end) && window.status().applies()) {
                end = window.to().orElse(Instant.MAX);
            }
        }
        return expires.filter(end::isAfter).orElse(end);
    }

    /**
     * The status of a pack at a time.
     *
     * @param why in words
     */
    record Standing(PackStatus status, String why) {}
}
