// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder of packs that may change while they are in use.
 *
 * <p>Files are compared by content, so it does not matter how they are replaced. A change takes effect as a whole or not at
 * all: while any pack of the folder is refused, or all are gone, the last good set stays. Thread-safe; {@link #current} never waits.
 */
public final class PackFolder {
    private final Path folder;
    private final TrustedKeys keys;
    private final UnsignedPacks unsigned;
    private final InstantSource clock;
    private final Duration every;

    private volatile PackSet current;
    private String seen;
    private Optional<String> problem = Optional.empty();
    private Instant looked;

    private PackFolder(
            Path folder,
            TrustedKeys keys,
            UnsignedPacks unsigned,
            InstantSource clock,
            Duration every,
            FolderSnapshot first) {
        this.folder = folder;
        this.keys = keys;
        this.unsigned = unsigned;
        this.clock = clock;
        this.every = every;
        this.current = first.packs(keys, unsigned);
        this.seen = first.hash();
        this.looked = clock.instant();
    }

    /**
     * Loads a folder's packs for the first time.
     *
     * @param every how long {@link #refreshIfDue} waits between two looks
     * @throws StillwatchException if a pack is refused: at a start there is no earlier set to keep
     */
    public static PackFolder open(
            Path folder, TrustedKeys keys, UnsignedPacks unsigned, InstantSource clock, Duration every) {
        return new PackFolder(folder, keys, unsigned, clock, every, FolderSnapshot.take(folder));
    }

    /** What a look at the folder brought. */
    public sealed interface Refresh {
        /** Nothing is different from the last look that was good. */
        record Unchanged() implements Refresh {}

        /**
         * A new set is in use.
         *
         * @param added names of packs, with version, that are new
         * @param removed names of packs, with version, that are gone
         */
        record Changed(PackSet packs, List<String> added, List<String> removed) implements Refresh {}

        /**
         * The folder cannot be used as it is; the set from before stays in use.
         *
         * @param message which pack is refused and why; safe to show
         */
        record Refused(String message) implements Refresh {}
    }

    /** The packs in use. */
    public PackSet current() {
        return current;
    }

    /** Looks if the time has come; {@link Refresh.Unchanged} if not. Takes a lock and reads files. */
    public synchronized Refresh refreshIfDue() {
        if (Duration.between(looked, clock.instant()).compareTo(every) < 0) {
            return new Refresh.Unchanged();
        }
        return refresh();
    }

    /** Looks now. Never throws for what the folder holds; says the same again while a pack is refused. */
    public synchronized Refresh refresh() {
        looked = clock.instant();
        FolderSnapshot snapshot;
        try {
            snapshot = FolderSnapshot.take(folder);
        } catch (StillwatchException e) {
            seen = "";
            return refused(e);
        }
        String hash = snapshot.hash();
        if (hash.equals(seen)) {
            return problem.<Refresh>map(Refresh.Refused::new).orElseGet(Refresh.Unchanged::new);
        }
        seen = hash;
        PackSet before = current;
        try {
            PackSet now = snapshot.packs(keys, unsigned);
            if (now.packs().isEmpty() && !before.packs().isEmpty()) {
                throw new StillwatchException(folder + " holds no pack any more; put them back, or give them the mode"
                        + " assess so that they decide nothing");
            }
            current = now;
            problem = Optional.empty();
            return new Refresh.Changed(now, names(now, before), names(before, now));
        } catch (StillwatchException e) {
            return refused(e);
        }
    }

    private Refresh refused(StillwatchException e) {
        String message = String.valueOf(e.getMessage());
        problem = Optional.of(message);
        return new Refresh.Refused(message);
    }

    private static List<String> names(PackSet of, PackSet without) {
        List<String> names = new ArrayList<>();
        for (PolicyPack pack : of.packs()) {
            if (without.packs().stream()
                    .noneMatch(other ->
                            other.name().equals(pack.name()) && other.sha256().equals(pack.sha256()))) {
                names.add(pack.name());
            }
        }
        return names;
    }
}
