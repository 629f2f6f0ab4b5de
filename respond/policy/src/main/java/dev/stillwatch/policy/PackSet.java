// SPDX-License-Identifier: Apache-2.0
package dev.stillwatch.policy;

import dev.stillwatch.exchange.StillwatchException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Packs in all their versions, as loaded together. Immutable and thread-safe. */
public final class PackSet {
    /** No packs: nothing is ever called for. */
    public static final PackSet EMPTY = new PackSet(List.of(), Map.of());

    private static final Comparator<PolicyPack> LATER =
            Comparator.comparing(PolicyPack::knownAt).thenComparing(PolicyPack::version);

    private final List<PolicyPack> packs;
    private final Map<String, Origin> origins;

    private PackSet(List<PolicyPack> packs, Map<String, Origin> origins) {
        this.packs = packs;
        this.origins = origins;
    }

    /**
     * Where a pack is from.
     *
     * @param file that it was read from
     * @param signer names of the trusted keys that signed it; empty for one without a signature
     */
    public record Origin(Path file, Optional<String> signer) {
        public Origin {
            Objects.requireNonNull(file, "file is null");
            Objects.requireNonNull(signer, "signer is null");
        }
    }

    /**
     * Packs given one by one.
     *
     * @throws StillwatchException if a version stands twice, or packs supersede each other in a circle
     */
    public static PackSet of(Collection<PolicyPack> packs) {
        return of(packs, Map.of());
    }

    /** Packs with their origins by the packs' names. */
    static PackSet of(Collection<PolicyPack> packs, Map<String, Origin> origins) {
        Set<String> names = new HashSet<>();
        for (PolicyPack pack : packs) {
            if (!names.add(pack.name())) {
                throw new StillwatchException(
                        "two packs are called " + pack.name() + "; give the newer one a higher version");
            }
        }
        PackSet set = new PackSet(
                packs.stream()
                        .sorted(Comparator.comparing(PolicyPack::id).thenComparing(LATER))
                        .toList(),
                Map.copyOf(origins));
        set.requireNoCircles();
        return set;
    }

    /**
     * Every pack in a folder and the folders in it: files that end in {@code .yaml} and not in {@code .test.yaml}.
     *
     * @param keys whose signatures count
     * @param unsigned what to do with a pack that has no signature; a wrong one is refused in any case
     * @throws StillwatchException naming the first pack that is refused, and why, or if there is none
     */
    public static PackSet load(Path folder, TrustedKeys keys, UnsignedPacks unsigned) {
        return load(folder, keys, unsigned, PolicyPack::parse);
    }

    /**
     * As {@link #load(Path, TrustedKeys, UnsignedPacks)}, for packs of another kind of rule.
     *
     * @param parser reads one that is trusted, from what errors call it and its bytes
     */
    public static PackSet load(
            Path folder, TrustedKeys keys, UnsignedPacks unsigned, BiFunction<String, byte[], PolicyPack> parser) {
        PackSet set = FolderSnapshot.take(folder).packs(keys, unsigned, parser);
        if (set.packs.isEmpty()) {
            throw new StillwatchException("no policy pack in " + folder + "; packs are files that end in .yaml");
        }
        return set;
    }

    /** All packs, by id and then in the order in which they became known. */
    public List<PolicyPack> packs() {
        return packs;
    }

    /** Where a pack of this set is from; empty for one that was given without a file. */
    public Optional<Origin> origin(PolicyPack pack) {
        return Optional.ofNullable(origins.get(pack.name()));
    }

    /**
     * A version of a pack and whether its rules apply.
     *
     * @param why it does not, in words; empty when it does
     */
    public record Applicable(PolicyPack pack, boolean applies, String why) {}

    /** Of each pack, the latest version known at a time, with whether it applies at another. */
    public List<Applicable> at(Instant effectiveAt, Instant knownAt) {
        Map<String, PolicyPack> latest = latest(knownAt);
        Map<String, String> superseded = new HashMap<>();
        for (PolicyPack pack : latest.values()) {
            if (pack.standing(effectiveAt).status().applies()) {
                pack.supersedes().forEach(id -> superseded.put(id, pack.name()));
            }
        }
        List<Applicable> applicable = new ArrayList<>();
        for (PolicyPack pack : latest.values()) {
            PolicyPack.Standing standing = pack.standing(effectiveAt);
            String by = superseded.get(pack.id());
            if (!standing.status().applies()) {
                applicable.add(new Applicable(pack, false, standing.why()));
            } else if (by != null) {
                applicable.add(new Applicable(pack, false, by + " supersedes it"));
            } else {
                applicable.add(new Applicable(pack, true, ""));
            }
        }
        return applicable;
    }

    private Map<String, PolicyPack> latest(Instant knownAt) {
        Map<String, PolicyPack> latest = new TreeMap<>();
        packs.stream()
                .filter(pack -> !pack.knownAt().isAfter(knownAt))
                .forEach(pack -> latest.merge(pack.id(), pack, (a, b) -> LATER.compare(a, b) > 0 ? a : b));
        return latest;
    }

    /** Whenever a version became known: versions that replaced each other may have changed places. */
    private void requireNoCircles() {
        packs.stream().map(PolicyPack::knownAt).distinct().forEach(time -> {
            Map<String, List<String>> edges = new TreeMap<>();
            latest(time).forEach((id, pack) -> edges.put(id, pack.supersedes()));
            requireNoCircles(edges);
        });
    }

    private static void requireNoCircles(Map<String, List<String>> edges) {
        for (String id : edges.keySet()) {
            Set<String> reached = new HashSet<>();
            List<String> open = new ArrayList<>(edges.getOrDefault(id, List.of()));
            while (!open.isEmpty()) {
                String next = open.removeLast();
                if (next.equals(id)) {
                    throw new StillwatchException("pack " + id
                            + " supersedes itself by way of others, so that none would apply; remove one of the"
                            + " supersedes");
                }
                if (reached.add(next)) {
                    open.addAll(edges.getOrDefault(next, List.of()));
                }
            }
        }
    }
}
